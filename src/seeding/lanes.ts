import type { Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import { connectUntil } from './abort.ts';

/** Connections that work on tables side by side: two cores are busy with them, and more only take the cores from each other. */
export const laneCount = 3;

/** Where the lanes lead, and what ends them early. */
export interface Place {
  readonly server: Server;
  readonly database: string;
  readonly signal: AbortSignal;
}

/** Does something with each table, in this order, over a few connections. When one fails, all are cut. */
export async function inLanes(
  { server, database, signal }: Place,
  tables: readonly string[],
  work: (db: Connection, table: string) => Promise<void>,
): Promise<void> {
  const queue = [...tables];
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const lane = async (): Promise<void> => {
    await using db = await connectUntil(either, server, database);
    for (let table = queue.shift(); table !== undefined; table = queue.shift()) await work(db, table);
  };
  const lanes = Array.from({ length: laneCount }, lane);
  try {
    await Promise.all(lanes);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(lanes);
    throw error;
  }
}
