import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../../src/database/server.ts';
import { arrangementsOn, type Arrangements } from '../../src/measure/arrange.ts';
import type { MeasureContext } from '../../src/measure/context.ts';
import { nodesOf } from '../../src/plans/walk.ts';
import type { Cell, ExperimentRecord } from '../../src/record/experiment.ts';
import { experiment as experimentSchema } from '../../src/record/experiment.ts';
import type { Experiment, Variant } from '../../src/suite/experiment.ts';
import { p, sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { measureShop, ordersOfCustomer, seedShop, shopExperiment, type Measured } from './shop.ts';

let server: Server;
let shop: ScratchDatabase;
let arrangements: Arrangements;

const before: Variant = { run: ordersOfCustomer };
const index: Variant = { schema: sql`CREATE INDEX orders_customer ON orders (customer_id)` };

beforeAll(async () => {
  server = await testServer();
  shop = await scratchDatabase(server);
  await seedShop(shop);
  // An experiment that is never released keeps the clones that many tests share.
  const kept = shopExperiment({ variants: { before, index } });
  arrangements = arrangementsOn(server, shop.name, import.meta.dirname, [kept], new AbortController().signal);
});

afterAll(async () => {
  await arrangements[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Measures on the clones that the tests of this file share. */
function measure(experiment: Experiment, different: Partial<MeasureContext> = {}): Promise<Measured> {
  return measureShop(server, shop.name, experiment, { arrangements, ...different });
}

function cellOf(record: ExperimentRecord, variant: string, className = 'typical'): Cell {
  const cell = record.classes.find(({ name }) => name === className)?.cells[variant];
  if (cell === undefined) throw new Error(`${variant} has no cell in ${className}`);
  return cell;
}

function variantsTimed({ classes }: ExperimentRecord): readonly string[] {
  return [...new Set(classes.flatMap(({ rounds }) => rounds.flatMap(({ samples }) => Object.keys(samples))))];
}

describe('a change that does what it should', () => {
  test('climbs to the top, and its record says how', async () => {
    const { record, updates, warnings } = await measure(
      shopExperiment({
        variants: { before, index },
        parameters: { light: [{ customer: 500 }, { customer: 501 }] },
      }),
    );
    const cell = cellOf(record, 'index', 'light');
    expect(cell).toMatchObject({
      failure: null,
      stopped: null,
      answers: { satisfied: true, differing: 0, sets: 2 },
    });
    expect(cell.plans.custom.flatMap(nodesOf).map((node) => node.index)).toContain('orders_customer');
    expect(record.classes[0]?.rounds).toHaveLength(2);
    expect(record.complete).toBe(true);
    expect(updates.at(-1)).toEqual(record);
    expect(updates.every((update) => experimentSchema.safeParse(update).success)).toBe(true);
    expect(warnings).toEqual([]);
  });

  test('is found to be faster by the samples', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: { before: { run: sql`SELECT pg_sleep(0.1)` }, fast: { run: sql`SELECT pg_sleep(0.01)` } },
        parameters: { any: [{}] },
      }),
    );
    const ratios = (record.classes[0]?.rounds ?? []).flatMap(({ samples }) =>
      (samples['before'] ?? []).map((time, i) => time / (samples['fast']?.[i] ?? Number.NaN)),
    );
    const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)];
    // Ten by design; every call costs something on top.
    expect(median).toBeGreaterThan(3);
    expect(median).toBeLessThan(11);
  });
});

describe('runs', () => {
  test.each<[what: string, variant: Variant, code: string, message: RegExp]>([
    [
      'SQL that PostgreSQL refuses',
      {
        schema: sql`CREATE INDEX ON orders (id); CREATE INDEX recent ON orders (id) WHERE placed_at > now()`,
      },
      '42P17',
      /must be marked IMMUTABLE/,
    ],
    [
      'SQL that the data refuses, with the detail',
      { schema: sql`CREATE UNIQUE INDEX ON orders (customer_id)` },
      '23505',
      /could not create unique index.*\(customer_id\)=\(\d+\) is duplicated/,
    ],
    [
      'a parameter without a type',
      { run: sql`SELECT count(*) AS orders FROM orders WHERE ${p.customer} IS NULL` },
      '42P18',
      /could not determine data type of parameter \$1/,
    ],
    [
      'a statement that takes too long',
      { run: sql`SELECT pg_sleep(60) WHERE ${p.customer} > 0` },
      '57014',
      /takes too long/,
    ],
    [
      'a parameter that nobody gives',
      { run: sql`SELECT ${p.nobody}::int` },
      'application',
      /no value for the parameter "nobody"/,
    ],
    [
      'a procedure that throws',
      { run: async () => Promise.reject(new RangeError('too far')) },
      'application',
      /throws RangeError: too far/,
    ],
    [
      'a procedure whose statement is refused',
      { run: (db) => db.query(sql`SELECT 1 / 0`) },
      '22012',
      /division by zero/,
    ],
  ])('%s', async (_, variant, code, message) => {
    const { record } = await measure(shopExperiment({ variants: { before, broken: variant, index } }), {
      budget: { round: 0.02, statement: 1 },
    });
    const broken = cellOf(record, 'broken');
    expect(broken).toMatchObject({ stopped: 'runs', answers: null, plans: { custom: [], generic: [] } });
    expect(broken.failure?.code).toBe(code);
    expect(broken.failure?.message).toMatch(message);
    expect(cellOf(record, 'index').stopped).toBeNull();
    expect(record.classes[0]?.rounds.every(({ samples }) => !('broken' in samples))).toBe(true);
    expect(record.complete).toBe(true);
  });

  test('a failure names the statement of a longer text', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: { before, broken: { schema: sql`CREATE TABLE fine (); SELECT * FROM nothing;` } },
      }),
    );
    expect(record.variants[1]?.arrangement).toMatchObject({
      outcome: 'failed',
      failure: { code: '42P01', statement: 'SELECT * FROM nothing' },
    });
  });

  test('a baseline that fails is a warning, and nothing else is tried', async () => {
    const { record, warnings } = await measure(
      shopExperiment({
        variants: { before: { run: sql`SELECT * FROM nothing` }, after: { run: ordersOfCustomer } },
      }),
    );
    expect(cellOf(record, 'before')).toMatchObject({ stopped: 'runs', failure: { code: '42P01' } });
    expect(record.classes[0]?.cells).not.toHaveProperty('after');
    expect(record.classes[0]?.rounds).toEqual([]);
    expect(warnings).toMatchObject([
      { about: 'shop/test', sentence: expect.stringMatching(/baseline does not run/) },
    ]);
  });

  test('a baseline that cannot be arranged is one too', async () => {
    const { record, warnings } = await measure(
      shopExperiment({ variants: { before: { ...before, schema: sql`DROP TABLE nothing` }, index } }),
    );
    expect(cellOf(record, 'before')).toMatchObject({ stopped: 'runs', failure: { code: '42P01' } });
    expect(warnings).toHaveLength(1);
  });
});

describe('parameters', () => {
  test('a class without any is a warning, and the others are measured', async () => {
    const { record, warnings } = await measure(
      shopExperiment({
        variants: { before, index },
        parameters: {
          absent: sql`SELECT id AS customer FROM customers WHERE name = 'nobody'`,
          typical: sql`SELECT id AS customer FROM customers ORDER BY id DESC`,
        },
      }),
    );
    expect(record.classes[0]).toMatchObject({
      name: 'absent',
      sets: [],
      rounds: [],
      failure: { code: 'no-parameters' },
    });
    expect(record.classes[1]?.sets).toHaveLength(20);
    expect(record.classes[1]?.sets[0]).toEqual({ customer: 1000 });
    expect(record.classes[1]?.rounds).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  test('values keep what JavaScript would lose', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before: {
            run: sql`SELECT ${p.big}::bigint, ${p.moment}::timestamptz, ${p.exact}::numeric, ${p.list}::text[], ${p.bytes}::bytea, ${p.doc}::jsonb`,
          },
          same: {
            run: sql`SELECT 9007199254740993 AS int8, timestamptz '2026-01-01 00:00:00.123456Z' AS timestamptz,
            1.10 AS numeric, ARRAY['a "b"', NULL, '\\'] AS text, '\\x00ff'::bytea AS bytea, '{"a": [1]}'::jsonb AS jsonb`,
          },
        },
        parameters: {
          exact: sql`SELECT 9007199254740993 AS big, timestamptz '2026-01-01 00:00:00.123456Z' AS moment, 1.10 AS exact,
            ARRAY['a "b"', NULL, '\\'] AS list, '\\x00ff'::bytea AS bytes, '{"a": [1]}'::jsonb AS doc`,
        },
        answers: 'same rows',
      }),
    );
    expect(record.classes[0]?.sets[0]).toMatchObject({
      big: '9007199254740993',
      exact: '1.10',
      bytes: String.raw`\x00ff`,
    });
    expect(cellOf(record, 'same', 'exact')).toMatchObject({ failure: null, answers: { satisfied: true } });
  });
});

describe('answers', () => {
  const upwards = sql`SELECT id FROM customers WHERE id <= 3 ORDER BY id`;
  const downwards = sql`SELECT id FROM customers WHERE id <= 3 ORDER BY id DESC`;

  test.each<[what: string, rule: 'same rows' | 'same set', stopped: Cell['stopped']]>([
    ['another order is another answer where the order counts', 'same rows', 'answers'],
    ['another order is the same set', 'same set', null],
  ])('%s', async (_, answers, stopped) => {
    const { record } = await measure(
      shopExperiment({ variants: { before: { run: upwards }, after: { run: downwards } }, answers }),
    );
    expect(cellOf(record, 'after').stopped).toBe(stopped);
    expect(cellOf(record, 'after').answers?.rows).toEqual({ baseline: [3, 3], variant: [3, 3] });
  });

  test('a difference stops the climb, with an example; its plans are kept', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before: { run: sql`SELECT id FROM customers WHERE id <= ${p.customer}` },
          after: { run: sql`SELECT id FROM customers WHERE id < ${p.customer} OR id = 2` },
        },
        parameters: { few: [{ customer: 0 }, { customer: 2 }, { customer: 5 }] },
      }),
    );
    const { answers, stopped, plans } = cellOf(record, 'after', 'few');
    expect(stopped).toBe('answers');
    expect(answers).toEqual({
      satisfied: false,
      differing: 2,
      sets: 3,
      rows: { baseline: [0, 5], variant: [1, 4] },
      example: { parameters: { customer: 0 }, onlyBaseline: null, onlyVariant: '{"id":"2"}' },
    });
    expect(plans.custom).toHaveLength(1);
    expect(variantsTimed(record)).toEqual(['before']);
  });

  test('a documented difference goes on, and is told', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before,
          after: {
            run: sql`SELECT -1 AS orders WHERE ${p.customer}::int > 0`,
            answers: { differ: 'always −1' },
          },
        },
      }),
    );
    const { stopped, answers } = cellOf(record, 'after');
    expect(stopped).toBeNull();
    expect(answers).toMatchObject({
      satisfied: true,
      differing: 1,
      example: { onlyVariant: '{"orders":"-1"}' },
    });
    expect(record.classes[0]?.rounds).toHaveLength(2);
  });

  test('columns count by name, not by place or by type', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before: { run: sql`SELECT 1::int AS a, 'x' AS b` },
          turned: { run: sql`SELECT 'x' AS b, 1::bigint AS a` },
          renamed: { run: sql`SELECT 1::int AS c, 'x' AS b` },
        },
        parameters: { any: [{}] },
      }),
    );
    expect(cellOf(record, 'turned', 'any').answers?.satisfied).toBe(true);
    expect(cellOf(record, 'renamed', 'any').answers?.satisfied).toBe(false);
  });

  test('a procedure answers as a statement does', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before: { run: sql`SELECT id, name FROM customers WHERE id <= ${p.customer}` },
          dashboard: {
            run: async (db, { customer }) => {
              const ids = await db.query(sql`SELECT id FROM customers WHERE id <= ${p.customer}`);
              const names = await db.query(sql`SELECT name FROM customers WHERE id <= ${p.most}`, {
                most: customer ?? null,
              });
              return ids.map((row, i) => ({ ...row, ...names[i] }));
            },
          },
        },
      }),
    );
    expect(cellOf(record, 'dashboard')).toMatchObject({ stopped: null, answers: { satisfied: true } });
    expect(cellOf(record, 'dashboard').plans.custom).toHaveLength(2);
    expect(cellOf(record, 'dashboard').settled).toHaveLength(2);
    expect(record.variants[1]).toMatchObject({
      procedure: true,
      statements: [
        { text: 'SELECT id FROM customers WHERE id <= $1', parameters: ['customer'] },
        { text: 'SELECT name FROM customers WHERE id <= $1', parameters: ['most'] },
      ],
    });
  });
});

describe('used', () => {
  const openOrders = sql`SELECT count(*) AS orders FROM orders WHERE status = ${p.status} AND customer_id = ${p.customer}`;
  const partial: Variant = {
    schema: sql`CREATE INDEX orders_open ON orders (customer_id) WHERE status = 'open'`,
  };

  test('an index that no plan uses is not timed, the baseline is', async () => {
    const { record } = await measure(
      shopExperiment({ variants: { before, unused: { schema: sql`CREATE INDEX ON orders (amount)` } } }),
    );
    expect(cellOf(record, 'unused')).toMatchObject({ stopped: 'used', answers: { satisfied: true } });
    expect(variantsTimed(record)).toEqual(['before']);
  });

  test('one class that uses it is enough for all of them', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: { before: { run: openOrders }, partial },
        parameters: { paid: [{ status: 'paid', customer: 7 }], open: [{ status: 'open', customer: 7 }] },
      }),
    );
    expect(cellOf(record, 'partial', 'paid').stopped).toBeNull();
    expect(cellOf(record, 'partial', 'open').stopped).toBeNull();
  });

  test('a partial index and a parameter: custom plans use it, generic ones cannot', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: { before: { run: openOrders }, partial },
        parameters: { open: [{ status: 'open', customer: 7 }] },
      }),
    );
    const { plans, settled } = cellOf(record, 'partial', 'open');
    const indexes = (of: typeof plans.custom) => of.flatMap(nodesOf).flatMap((node) => node.index ?? []);
    expect(indexes(plans.custom)).toEqual(
      ['orders_open', 'orders_open'].slice(0, indexes(plans.custom).length),
    );
    expect(indexes(plans.custom)).not.toEqual([]);
    expect(indexes(plans.generic)).toEqual([]);
    expect(settled).toEqual(['custom']);
  });

  test('without a difference in cost PostgreSQL settles on the generic plan', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: { before: { run: sql`SELECT name FROM customers WHERE id = ${p.customer}` }, index },
      }),
    );
    expect(cellOf(record, 'before').settled).toEqual(['generic']);
  });
});

describe('statements that change data', () => {
  test('are measured, and leave no trace', async () => {
    const { record } = await measure(
      shopExperiment({
        variants: {
          before: { run: sql`INSERT INTO customers VALUES (${p.id}, 'new')` },
          index: {
            schema: sql`CREATE INDEX ON customers (name)`,
            run: sql`INSERT INTO customers VALUES (${p.id}, 'new')`,
          },
          update: {
            run: sql`UPDATE customers SET name = name || '!' WHERE id = ${p.id} - 2000`,
            answers: { differ: 'another statement' },
          },
        },
        parameters: { any: [{ id: 2001 }] },
      }),
    );
    expect(cellOf(record, 'index', 'any')).toMatchObject({
      failure: null,
      stopped: null,
      answers: { satisfied: true },
    });
    expect(cellOf(record, 'update', 'any').failure).toBeNull();
    expect(cellOf(record, 'before', 'any').plans.custom[0]).toMatchObject({
      root: { type: 'Insert' },
      wal: { bytes: expect.any(Number) },
    });
    // The second INSERT of the same key would have failed.
    expect(record.classes[0]?.rounds[1]?.samples['before']?.length).toBeGreaterThan(1);
  });
});
