import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/database/conversation.ts';
import type { Server } from '../../src/database/server.ts';
import { plansOfSent } from '../../src/measure/sent-plans.ts';
import { fingerprint } from '../../src/plans/fingerprint.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';

let server: Server;
let database: ScratchDatabase;

beforeAll(async () => {
  server = await testServer();
  database = await scratchDatabase(server);
  await using db = await database.connect();
  await db.query(`
    CREATE TABLE orders (id int PRIMARY KEY, note text);
    INSERT INTO orders SELECT i, repeat('x', 80) FROM generate_series(1, 20000) AS i`);
  await db.query('VACUUM ANALYZE orders');
});

afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function anExecution(text: string, different: Partial<Execution> = {}): Execution {
  return { text, named: false, types: [], values: [], settings: [], options: '', ...different };
}

/** Mode and shape of each plan. */
async function planned(executions: readonly Execution[]) {
  const { plans } = await plansOfSent(server, database.name, executions, []);
  return plans.map((plan) => [plan.mode, fingerprint(plan).shape]);
}

const byIndex = 'Index Scan orders orders_pkey';
const scan = 'Seq Scan orders';
const below = 'SELECT note FROM orders WHERE id < $1';

describe('the plan of what was sent', () => {
  test('is the custom one for a statement without a name', async () => {
    expect(await planned([anExecution(below, { values: ['9'] })])).toEqual([['custom', byIndex]]);
    expect(await planned([anExecution(below, { values: ['19999'] })])).toEqual([['custom', scan]]);
  });

  test('is the one that PostgreSQL settles on for one with a name', async () => {
    const one = 'SELECT note FROM orders WHERE id = $1';
    expect(await planned([anExecution(one, { named: true, values: ['9'] })])).toEqual([['generic', byIndex]]);
    expect(await planned([anExecution(below, { named: true, values: ['9'] })])).toEqual([
      ['custom', byIndex],
    ]);
  });

  test('knows the types that were declared', async () => {
    const [one, values] = ['SELECT note FROM orders WHERE id = $1', ['9']];
    const conditionOf = async (types: readonly number[]) =>
      (await plansOfSent(server, database.name, [anExecution(one, { types, values })], [])).plans[0]?.root
        .conditions[0]?.text;
    expect(await conditionOf([])).toBe('(orders.id = 9)');
    expect(await conditionOf([20])).toBe("(orders.id = '9'::bigint)");
  });

  test('is as the connection was opened and set', async () => {
    const values = ['9'];
    const options = '-c enable_indexscan=off -c enable_bitmapscan=off';
    expect(await planned([anExecution(below, { values, options })])).toEqual([['custom', scan]]);
    const settings = ['SET enable_indexscan = off', 'SET enable_bitmapscan = off'].map((text) => ({
      text,
      values: [],
    }));
    expect(await planned([anExecution(below, { values, settings })])).toEqual([['custom', scan]]);
  });

  test('runs nothing', async () => {
    const statements = ['DELETE FROM orders', 'DELETE FROM orders; DELETE FROM orders'];
    await planned(statements.map((text) => anExecution(text)));
    await using db = await database.connect();
    expect((await db.query('SELECT FROM orders')).rowCount).toBe(20_000);
  });

  test('is one for texts that differ in a constant, and one more where that changes its shape', async () => {
    const executions = [9, 8, 19_999, 7].map((id) => anExecution(below.replace('$1', String(id))));
    expect(await planned(executions)).toEqual([
      ['custom', byIndex],
      ['custom', scan],
    ]);
  });
});

describe('what cannot be planned', () => {
  test('is named, as far as it has a plan at all', async () => {
    const texts = [
      'BEGIN',
      '-- why\nSELECT * FROM nowhere',
      'BEGIN; SELECT 1',
      'LISTEN news',
      '(SELECT 1) UNION',
    ];
    const executions = texts.map((text) => anExecution(text));
    const { plans, unplanned } = await plansOfSent(server, database.name, executions, []);
    expect(plans).toEqual([]);
    expect(unplanned).toEqual(['-- why\nSELECT * FROM nowhere', 'BEGIN; SELECT 1', '(SELECT 1) UNION']);
  });

  test.each([
    ['what was not overheard', null],
    ['what went another way', []],
  ])('is %s: then as it was counted', async (_, executions) => {
    const counted = ['SELECT note FROM orders LIMIT $1', 'BEGIN'];
    expect(await plansOfSent(server, database.name, executions, counted)).toEqual({
      plans: [],
      unplanned: ['SELECT note FROM orders LIMIT $1'],
    });
  });
});
