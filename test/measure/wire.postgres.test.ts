import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/database/connect.ts';
import type { Server } from '../../src/database/server.ts';
import { clockFor, contestantOn } from '../../src/measure/contestant.ts';
import { wireOf } from '../../src/measure/wire.ts';
import type { Procedure } from '../../src/suite/experiment.ts';
import { p, sql, type Sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';

let server: Server;
let database: ScratchDatabase;
let db: Connection;

beforeAll(async () => {
  server = await testServer();
  database = await scratchDatabase(server);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  db = await database.connect();
});
afterEach(() => db.end());

const now = (): number => performance.now();
/** Timers are early by up to a millisecond. */
const pause = 50;
const almost = pause - 2;

/** What the wire says, and how long all of it took; both in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<{ readonly wire: number; readonly all: number }> {
  const wire = wireOf(db);
  const began = now();
  return { wire: await wire.time(work, now), all: now() - began };
}

const prepared = (seconds: number) => ({ name: 'sleep', text: 'SELECT pg_sleep($1)', values: [seconds] });

test('what the server does counts', async () => {
  const { wire, all } = await timed(() => db.query(prepared(pause / 1000)));
  expect(wire).toBeGreaterThanOrEqual(almost);
  expect(wire).toBeLessThan(all);
});

test('what an application does before its first statement and after its last does not, and in between it does', async () => {
  const { wire, all } = await timed(async () => {
    await sleep(2 * pause);
    await db.query(prepared(0));
    await sleep(pause);
    await db.query(prepared(0));
    await sleep(2 * pause);
  });
  expect(wire).toBeGreaterThanOrEqual(almost);
  expect(all - wire).toBeGreaterThanOrEqual(4 * almost);
});

test('each time stands for itself', async () => {
  const wire = wireOf(db);
  await wire.time(() => db.query(prepared(0)), now);
  await sleep(pause);
  const began = now();
  const second = await wire.time(() => db.query(prepared(0)), now);
  expect(second).toBeLessThanOrEqual(now() - began);
});

test('an answer of many parts counts to its last byte', async () => {
  const slow = {
    name: 'slowly',
    text: "SELECT repeat('x', 100000 + i), pg_sleep($1) FROM generate_series(1, 10) i",
    values: [pause / 10 / 1000],
  };
  const { wire } = await timed(() => db.query(slow));
  expect(wire).toBeGreaterThanOrEqual(almost);
});

test('without a statement there is nothing on the wire: it is how long that took', async () => {
  const { wire } = await timed(() => sleep(pause));
  expect(wire).toBeGreaterThanOrEqual(almost);
});

test('what fails fails', async () => {
  await expect(timed(() => db.query({ name: 'wrong', text: 'SELECT 1 / 0' }))).rejects.toThrow(
    'division by zero',
  );
});

describe('the clock of a comparison', () => {
  const statement = sql`SELECT pg_sleep(${p.seconds})`;
  const procedure: Procedure = async (database) => {
    await database.query(statement);
    await sleep(pause);
  };
  /** What a driver does with an answer, at its slowest. */
  beforeEach(() => {
    const query = db.query.bind(db) as (...asked: unknown[]) => Promise<unknown>;
    db.query = (async (...asked: unknown[]) => {
      const answer = await query(...asked);
      await sleep(pause);
      return answer;
    }) as typeof db.query;
  });

  test.each<[what: string, run: Sql | Procedure, others: readonly (Sql | Procedure)[], counts: boolean]>([
    ['statements: on the wire', statement, [statement], false],
    ['a procedure: with all that is done after its last statement', procedure, [statement], true],
  ])('%s', async (_, run, others, counts) => {
    const entry = { id: 'one', run, writes: false, clock: clockFor([run, ...others]) };
    const { contestant } = await contestantOn(db, entry, { seconds: 0 });
    const began = now();
    const time = await contestant.execute({ seconds: 0 }, now);
    const all = now() - began;
    expect(time).toBeLessThanOrEqual(all);
    // The driver's pause, and the procedure's.
    const [pauses, least] = counts ? [time, 2 * almost] : [all - time, almost];
    expect(pauses).toBeGreaterThanOrEqual(least);
  });

  test('a statement is timed as the procedure is that it stands in for', () => {
    expect(clockFor([procedure, statement])).toBe('call');
    expect(clockFor([statement, statement])).toBe('wire');
  });
});

test('what is taken back is timed without its BEGIN and ROLLBACK', async () => {
  const run = sql`SELECT pg_sleep(${p.seconds})`;
  const { contestant } = await contestantOn(
    db,
    { id: 'one', run, writes: true, clock: 'wire' },
    { seconds: 0 },
  );
  const statements: string[] = [];
  const query = db.query.bind(db) as (...asked: unknown[]) => Promise<unknown>;
  db.query = (async (asked: unknown, ...rest: unknown[]) => {
    if (typeof asked === 'string') {
      statements.push(asked);
      await sleep(pause);
    }
    return query(asked, ...rest);
  }) as typeof db.query;
  expect(await contestant.execute({ seconds: 0 }, now)).toBeLessThan(almost);
  expect(statements).toEqual(['BEGIN', 'ROLLBACK']);
});
