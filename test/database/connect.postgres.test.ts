import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connection } from '../../src/database/connect.ts';
import type { Server } from '../../src/database/server.ts';
import { testServer } from '../support/server.ts';

let server: Server;
let db: Connection;
beforeAll(async () => {
  server = await testServer();
  db = await connect(server, server.maintenance);
});
afterAll(async () => {
  await db.end();
  await server[Symbol.asyncDispose]();
});

test.each([
  ['int4', '1', 1],
  ['int8', '9007199254740993', '9007199254740993'],
  ['numeric', '0.10', '0.10'],
  ['float8', '0.1', 0.1],
  ['boolean', 'true', true],
  ['timestamptz', '2026-01-31 12:00:00.123456+00', '2026-01-31 12:00:00.123456+00'],
  ['timestamp', '2026-01-31 12:00:00.123456', '2026-01-31 12:00:00.123456'],
  ['date', '2026-01-31', '2026-01-31'],
  ['interval', '1 day 00:00:01', '1 day 00:00:01'],
  ['jsonb', '{"a": [1]}', { a: [1] }],
  ['int4[]', '{1,2}', [1, 2]],
  ['int8[]', '{9007199254740993}', ['9007199254740993']],
  ['numeric[]', '{0.10}', ['0.10']],
  ['text[]', '{"a b",c}', ['a b', 'c']],
  ['timestamptz[]', '{"2026-01-31 12:00:00.123456+00"}', ['2026-01-31 12:00:00.123456+00']],
  ['text', 'x', 'x'],
])('%s %s comes as %j', async (type, text, value) => {
  expect((await db.query(`SELECT '${text}'::${type} AS value`)).rows).toEqual([{ value }]);
});

test('a connection carries the name of its opening, and is gone after its block', async () => {
  const { session } = server;
  const count = async (): Promise<number> => {
    const sql = 'SELECT FROM pg_stat_activity WHERE application_name = $1';
    return (await db.query(sql, [session])).rowCount ?? 0;
  };
  const before = await count();
  {
    await using another = await connect(server, server.maintenance);
    await another.query('SELECT 1');
    expect(await count()).toBe(before + 1);
  }
  await expect.poll(count).toBe(before);
});

test('a connection that is cut while idle does not end the process', async () => {
  await using another = await connect(server, server.maintenance);
  const { rows } = await another.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await db.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await expect
    .poll(() => another.query('SELECT 1').catch((error: Error) => error.message))
    .toMatch(/terminat|closed|not queryable/);
});
