import { connect } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import { toSeconds } from './turn.ts';
import { wireOf } from './wire.ts';

const warmUp = 200;
const samples = 1000;

/**
 * Round trips of an empty prepared statement, in seconds: what the protocol and the connection cost, which is
 * part of every time that is measured.
 */
export async function measureOverhead(server: Server, database: string): Promise<number[]> {
  await using db = await connect(server, database);
  const wire = wireOf(db);
  const empty = () => db.query({ name: 'bench_empty', text: '' });
  const times: number[] = [];
  for (let i = 0; i < warmUp + samples; i++) {
    const time = await wire.time(empty, () => performance.now());
    if (i >= warmUp) times.push(toSeconds(time));
  }
  return times;
}
