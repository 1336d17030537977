import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../src/database/connect.ts';
import type { Server } from '../../src/database/server.ts';
import { vacuumWritten } from '../../src/load/vacuum.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';

let server: Server;
let database: ScratchDatabase;
let db: Connection;

beforeAll(async () => {
  server = await testServer();
  database = await scratchDatabase(server);
  db = await database.connect();
});

afterAll(async () => {
  await db.end();
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Rows for which an index-only scan had to visit the table. */
async function visits(): Promise<number> {
  await db.query('SET enable_seqscan = off; SET enable_bitmapscan = off');
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    'EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM busy WHERE id > 0',
  );
  return rows[0]?.['QUERY PLAN'][0].Plan['Heap Fetches'] ?? Number.NaN;
}

test('index-only scans visit no table any more after what was written is vacuumed, and nothing else is', async () => {
  await db.query(`
    CREATE TABLE quiet (id int PRIMARY KEY);
    CREATE TABLE busy (id int PRIMARY KEY, views int DEFAULT 0);
    INSERT INTO busy SELECT generate_series(1, 1000);
    UPDATE busy SET views = views + 1 WHERE id <= 500`);
  expect(await visits()).toBeGreaterThan(0);
  await expect.poll(() => vacuumWritten(db), { timeout: 15_000 }).toEqual({ vacuumed: ['busy'] });
  expect(await visits()).toBe(0);
});

test('a database that is not ours is left alone', async () => {
  expect(await vacuumWritten(null)).toEqual({});
});
