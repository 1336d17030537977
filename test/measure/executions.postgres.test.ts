import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../../src/database/server.ts';
import { arrangementsOn, type Arrangements } from '../../src/measure/arrange.ts';
import { arrangedVariant } from '../../src/measure/describe.ts';
import { lookAtQuery } from '../../src/measure/exact.ts';
import { fingerprint } from '../../src/plans/fingerprint.ts';
import type { ExperimentRecord } from '../../src/record/experiment.ts';
import type { ExactFacts } from '../../src/record/gate.ts';
import { planFigures, settledPlans, type PlanFigures } from '../../src/report/cells.ts';
import type { Procedure, Variant } from '../../src/suite/experiment.ts';
import { p, sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { fixedRandom } from './random.ts';
import { measureShop, seedShop, shopExperiment } from './shop.ts';

/** One statement that a procedure runs again and again: the number of statements, and all figures, are of all executions. */

let server: Server;
let shop: ScratchDatabase;
let arrangements: Arrangements;

beforeAll(async () => {
  server = await testServer();
  shop = await scratchDatabase(server);
  await seedShop(shop);
  await using db = await shop.connect();
  await db.query('CREATE INDEX ON orders (customer_id)');
  await db.query('VACUUM (ANALYZE) orders');
  const kept = shopExperiment({ variants: { once: { run: times(1) } } });
  arrangements = arrangementsOn(server, shop.name, import.meta.dirname, [kept], new AbortController().signal);
});

afterAll(async () => {
  await arrangements[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const amounts = sql`SELECT amount FROM orders WHERE customer_id = ${p.customer}`;

/** The same question so many times. */
function times(n: number): Procedure {
  return async (db) => {
    let rows = 0;
    for (let i = 0; i < n; i++) rows += (await db.query(amounts)).length;
    return rows > 0;
  };
}

/** A query for each of some customers: 2 has a thousand orders, the others ten. */
function forEach(...customers: readonly number[]): Procedure {
  return async (db) => {
    for (const customer of customers) await db.query(amounts, { customer });
    return true;
  };
}

/** One statement for all customers, and another one for customer 8. */
const sometimesMore: Procedure = async (db, { customer }) => {
  if (customer === 8) await db.query(sql`SELECT count(*) FROM customers`);
  return (await db.query(amounts)).length > 0;
};

const parameters = { typical: [{ customer: 7 }] };

async function recordOf(variants: Readonly<Record<string, Variant>>): Promise<ExperimentRecord> {
  const { record } = await measureShop(server, shop.name, shopExperiment({ variants, parameters }), {
    arrangements,
  });
  return record;
}

function figuresOf(record: ExperimentRecord, variant: string): PlanFigures {
  const cell = record.classes[0]?.cells[variant];
  if (cell === undefined) throw new Error(`${variant} has no cell`);
  return planFigures(cell);
}

/** What the gate knows exactly of two versions of a query. */
async function factsOf(base: Procedure, head: Procedure): Promise<readonly (ExactFacts | null)[]> {
  const experiment = shopExperiment({ variants: { base: { run: base }, head: { run: head } }, parameters });
  const versionOf = async (id: 'base' | 'head') => {
    const variant = experiment.variants[id] ?? {};
    return arrangedVariant(experiment, id, variant, await arrangements.of(variant));
  };
  const session = { server, signal: new AbortController().signal, limit: 10 };
  const [one, other] = [await versionOf('base'), await versionOf('head')];
  const versions = { base: one, head: other, source: parameters.typical, answers: 'same rows' } as const;
  const found = await lookAtQuery(versions, session, fixedRandom());
  return [found.base, found.head];
}

function sum(values: readonly (number | null | undefined)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? Number.NaN), 0);
}

describe('the record of a procedure', () => {
  test('counts a statement as often as it is executed', async () => {
    const record = await recordOf({ once: { run: times(1) }, thrice: { run: times(3) } });
    const [once, thrice] = [figuresOf(record, 'once'), figuresOf(record, 'thrice')];
    expect([once.statements, thrice.statements]).toEqual([1, 3]);
    expect(once.blocks).toBeGreaterThan(0);
    expect(thrice.blocks).toBe(3 * (once.blocks ?? Number.NaN));
    expect(thrice.scanned?.rows).toBe(3 * (once.scanned?.rows ?? Number.NaN));
    // They do the same, so that one plan tells of all.
    expect(record.classes[0]?.cells['thrice']?.plans.custom).toHaveLength(1);
  });

  test('adds up executions with parameters of their own', async () => {
    const customers = [2, 500, 501, 500];
    const record = await recordOf({
      each: { run: forEach(...customers) },
      ...Object.fromEntries(customers.map((customer) => [`c${customer}`, { run: forEach(customer) }])),
    });
    const alone = customers.map((customer) => figuresOf(record, `c${customer}`));
    const each = figuresOf(record, 'each');
    expect(each.statements).toBe(4);
    expect(each.blocks).toBe(sum(alone.map(({ blocks }) => blocks)));
    expect(each.scanned?.rows).toBe(sum(alone.map(({ scanned }) => scanned?.rows)));
    expect(alone[0]?.scanned?.rows).not.toBe(alone[1]?.scanned?.rows);
  });

  test('a statement that only other parameters lead to is planned, and not counted', async () => {
    const { record } = await measureShop(
      server,
      shop.name,
      shopExperiment({
        variants: { one: { run: sometimesMore }, other: { run: sometimesMore } },
        parameters: { typical: [{ customer: 7 }, { customer: 8 }] },
      }),
      { arrangements },
    );
    const cell = record.classes[0]?.cells['one'];
    expect(cell === undefined ? [] : settledPlans(cell).map(({ executions }) => executions)).toEqual([1, 0]);
    expect(figuresOf(record, 'one').statements).toBe(1);
    expect(figuresOf(record, 'one').blocks).toBeGreaterThan(0);
  });
});

describe('the facts of the gate', () => {
  test('see that one statement is executed five times', async () => {
    const [base, head] = await factsOf(times(1), times(5));
    expect(base).toMatchObject({ failure: null, statements: 1 });
    expect(base?.buffers).toBeGreaterThan(0);
    expect(head).toMatchObject({
      failure: null,
      statements: 5,
      buffers: 5 * (base?.buffers ?? Number.NaN),
      rows: 5 * (base?.rows ?? Number.NaN),
    });
  });

  test('have a plan for each shape, however many executions differ in their figures', async () => {
    const [base, head] = await factsOf(forEach(500), forEach(1, 2, 3, 500, 501, 502));
    expect(head?.statements).toBe(6);
    const shapes = head?.plans.map((plan) => fingerprint(plan).shape) ?? [];
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(head?.rows).toBeGreaterThan(6 * (base?.rows ?? Infinity));
  });
});
