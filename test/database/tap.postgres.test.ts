import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { Client, Pool, type ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loopback } from '../../src/database/port.ts';
import type { Server } from '../../src/database/server.ts';
import { openTap, type Tap } from '../../src/database/tap.ts';
import { testServer } from '../support/server.ts';

let server: Server;

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function aTap(): Promise<Tap> {
  const tap = await openTap(server.connection(server.maintenance));
  if (tap === null) throw new TypeError('the test server is not encrypted');
  return tap;
}

function through({ port }: Tap, more: ClientConfig = {}): ClientConfig {
  return { ...server.connection(server.maintenance), host: loopback, port, ...more };
}

test('everything gets through as it is, and what is executed is heard', async () => {
  await using tap = await aTap();
  const db = new Client(through(tap));
  await db.connect();
  const long = 'x'.repeat(300_000);
  const { rows } = await db.query<{ long: string }>('SELECT $1::text || $1 AS long', [long]);
  expect(rows[0]?.long).toBe(long + long);
  await expect(db.query('SELECT nonsense')).rejects.toThrow('nonsense');
  await db.query({ name: 'sum', text: 'SELECT 1 + $1', values: [2] });
  await db.end();
  expect(tap.take()).toMatchObject([
    { text: 'SELECT $1::text || $1 AS long', named: false, values: [long] },
    { text: 'SELECT nonsense', values: [] },
    { text: 'SELECT 1 + $1', named: true, values: ['2'] },
  ]);
  expect(tap.take()).toEqual([]);
});

test('several connections are told apart', async () => {
  await using tap = await aTap();
  const pool = new Pool({ ...through(tap), max: 4 });
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  const text = 'SELECT $1::int AS number, pg_sleep(0.01)';
  const answers = await Promise.all(
    numbers.map((number) => pool.query<{ number: number }>({ name: 'n', text, values: [number] })),
  );
  await pool.end();
  expect(answers.map(({ rows }) => rows[0]?.number)).toEqual(numbers);
  const values = tap.take()?.map((execution) => Number(execution.values[0])) ?? [];
  expect(values.toSorted((a, b) => a - b)).toEqual(numbers);
});

test('a client that insists on encryption is left alone with the server', async () => {
  await using tap = await aTap();
  const insisting = async () => {
    const db = new Client(through(tap, { ssl: { rejectUnauthorized: false } }));
    await expect(db.connect()).rejects.toThrow('does not support SSL');
  };
  await insisting();
  expect(tap.take()).toEqual([]);
  // This time it is the server that refuses.
  await insisting();
  expect(tap.take()).toBeNull();
});

test('a client that is none is not understood, and harms nobody', async () => {
  await using tap = await aTap();
  const stranger = connectSocket(tap.port, loopback);
  stranger.on('error', () => {});
  stranger.write(Buffer.alloc(64));
  await once(stranger, 'close');
  expect(tap.take()).toBeNull();
  const db = new Client(through(tap));
  await db.connect();
  await db.end();
});

test('where the server is to be talked to in cipher, there is no tap', async () => {
  expect(await openTap({ ...server.connection(server.maintenance), ssl: true })).toBeNull();
});

test('closing it ends what is open', async () => {
  const tap = await aTap();
  const db = new Client(through(tap));
  const lost = once(db, 'error');
  await db.connect();
  await tap[Symbol.asyncDispose]();
  await lost;
  await expect(new Client(through(tap)).connect()).rejects.toThrow('ECONNREFUSED');
});
