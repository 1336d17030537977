import { connect } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import { toSeconds } from './turn.ts';

const warmUp = 200;
const samples = 1000;

/**
 * Round trips of an empty prepared statement, in seconds: what the client, the protocol and the connection cost,
 * which is part of every time that is measured.
 */
export async function measureOverhead(server: Server, database: string): Promise<number[]> {
  await using db = await connect(server, database);
  const times: number[] = [];
  for (let i = 0; i < warmUp + samples; i++) {
    const started = performance.now();
    await db.query({ name: 'bench_empty', text: '' });
    const time = performance.now() - started;
    if (i >= warmUp) times.push(toSeconds(time));
  }
  return times;
}
