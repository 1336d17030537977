import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../../src/database/server.ts';
import { answersOf } from '../../src/measure/answers.ts';
import { watchDisturbances } from '../../src/measure/disturbances.ts';
import { runnerOn } from '../../src/measure/execute.ts';
import { measureOverhead } from '../../src/measure/overhead.ts';
import { drawSets } from '../../src/measure/parameters.ts';
import { p, sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { fixedRandom } from './random.ts';

let server: Server;
let database: ScratchDatabase;

beforeAll(async () => {
  server = await testServer();
  database = await scratchDatabase(server);
});

afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const { signal } = new AbortController();

describe('disturbances', () => {
  test('a checkpoint is told once', async () => {
    await using db = await database.connect();
    const disturbances = await watchDisturbances(db, server.versionNumber);
    await db.query('CHECKPOINT');
    // The server counts it a moment after it has said that it is done.
    await expect.poll(disturbances, { timeout: 20_000 }).toContain('a checkpoint');
    expect(await disturbances()).not.toContain('a checkpoint');
  });
});

test('the overhead is a thousand round trips, in seconds', async () => {
  const overhead = await measureOverhead(server, database.name);
  expect(overhead).toHaveLength(1000);
  for (const seconds of overhead) {
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(5);
  }
});

describe('parameter sets', () => {
  test('a list is taken as it is', async () => {
    await using db = await database.connect();
    const drawn = await drawSets([{ a: 1 }, { a: 2 }], db, fixedRandom(), signal);
    expect(drawn).toEqual({ sets: [{ a: 1 }, { a: 2 }], failure: null });
  });

  test('a function of random gives the same sets for the same stream', async () => {
    await using db = await database.connect();
    const draw = () =>
      drawSets((random) => ({ a: Math.floor(random.next() * 1000) }), db, fixedRandom(), signal);
    const [one, other] = [await draw(), await draw()];
    expect(one).toEqual(other);
    expect(new Set(one.sets.map(({ a }) => a)).size).toBeGreaterThan(10);
  });

  test('a query that is refused is a failure in words', async () => {
    await using db = await database.connect();
    const drawn = await drawSets(sql`SELECT * FROM nothing`, db, fixedRandom(), signal);
    expect(drawn).toMatchObject({ sets: [], failure: { code: '42P01', statement: 'SELECT * FROM nothing' } });
  });
});

describe('answers of slow statements', () => {
  const slow = sql`SELECT ${p.a}::int AS a FROM pg_sleep(0.05)`;
  const sets = Array.from({ length: 20 }, (_, a) => ({ a }));

  test.each([
    ['within the time', 60, 20],
    ['the first in any case', 0, 1],
  ])('%s', async (_, time, count) => {
    await using db = await database.connect();
    const answers = await answersOf({ db, runner: runnerOn(db, slow) }, sets, time);
    expect(answers).toHaveLength(count);
  });
});
