import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import { connectUntil } from './abort.ts';

/** What a template of a suite is called; the fingerprint says what is in it. */
export function templateName(suite: string, fingerprint: string): string {
  return `bench_${suite.replaceAll('-', '_').slice(0, 30)}_${fingerprint}`;
}

/**
 * Works while no other run makes this template on this server: whoever comes second waits, and finds what the first
 * has made. PostgreSQL lets go of the lock with the connection.
 */
export async function alone<T>(
  server: Server,
  name: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await using db = await connectUntil(signal, server, server.maintenance);
  while (!(await tryLock(db, name))) await sleep(250, undefined, { signal });
  return await work();
}

async function tryLock(db: Connection, name: string): Promise<boolean> {
  const { rows } = await db.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
    [name],
  );
  return rows[0]?.taken === true;
}
