import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Arranged } from '../../../src/measure/arrange.ts';
import type { Server } from '../../../src/database/server.ts';
import type { ExactFacts } from '../../../src/record/gate.ts';
import { fingerprint } from '../../../src/plans/fingerprint.ts';
import { arrangeApis } from '../../../src/run/gate/apis.ts';
import { lookAtRoutes } from '../../../src/run/gate/routes.ts';
import type { GateStage, Version } from '../../../src/run/gate/stage.ts';
import { seeded } from '../../load/support/traffic.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../../support/server.ts';
import { aSuite } from '../../suite/suite.ts';

/*
 * The plans of a route's statements are those that the application gets: with its own constants, values and settings.
 */

let server: Server;
const databases: ScratchDatabase[] = [];
let facts: ReadonlyMap<string, Readonly<Record<'base' | 'head', ExactFacts | null>>>;

const data = `
  CREATE TABLE orders (id int PRIMARY KEY, customer int, status text, total int, note text);
  INSERT INTO orders SELECT i, i % 500, CASE i % 100 WHEN 0 THEN 'open' ELSE 'sent' END, i * 7919 % 100003, repeat('x', 80)
  FROM generate_series(1, 50000) AS i;
  CREATE INDEX orders_total ON orders (total);`;

async function aDatabase(more: string): Promise<ScratchDatabase> {
  const database = await scratchDatabase(server);
  databases.push(database);
  await using db = await database.connect();
  await db.query(data + more);
  await db.query('VACUUM ANALYZE orders');
  return database;
}

/** One whose arrangement is there. */
function aVersion({ name }: ScratchDatabase): Version {
  const command = [process.execPath, join(import.meta.dirname, 'asking-server.mjs')] as const;
  const suite = aSuite({ targets: { shop: { command } } });
  const of = async (): Promise<Arranged> => ({
    outcome: 'ready',
    schema: null,
    database: name,
    record: { outcome: 'ready', seconds: 0, indexes: [] },
  });
  return {
    suite: { suite, config: '', folder: import.meta.dirname },
    arrangements: {
      of,
      ownOf: of,
      release: async () => {},
      [Symbol.asyncDispose]: async () => {},
    },
  };
}

const ways = ['page', 'inlined', 'binary', 'tenant', 'long', 'several', 'moved', 'order'];

beforeAll(async () => {
  server = await testServer();
  const base = await aDatabase('');
  const head = await aDatabase(`CREATE INDEX orders_open ON orders (customer) WHERE status = 'open';`);
  const stage: GateStage = {
    versions: { base: aVersion(base), head: aVersion(head) },
    server,
    env: process.env,
    random: seeded(),
    progress: { start: () => {}, update: () => {}, done: () => {} },
    signal: new AbortController().signal,
    now: () => 0,
  };
  const customers = { customer: [100, 200, 300, 400, 55, 66, 77, 88] };
  const numbers = { customer: Array.from({ length: 100_000 }, (_, i) => i) };
  const requests = ways.map((name) => ({
    name,
    get: `/${name}/{customer}`,
    parameters: name === 'order' ? numbers : customers,
    ...(name === 'moved' && { expect: [302] }),
  }));
  const scenario = { id: 'asking', title: 'Asking', saturation: 1, requests };
  await using apis = await arrangeApis('shop', stage);
  await using looked = await lookAtRoutes([{ scenario, requests: ways }], apis, head.name, stage);
  facts = new Map(looked.routes.map(({ name, base, head }) => [name.replace('asking/', ''), { base, head }]));
});

afterAll(async () => {
  for (const database of databases) await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Statement, mode and shape of each plan. */
function plansOf(route: string, side: 'base' | 'head' = 'head') {
  const plans = facts.get(route)?.[side]?.plans ?? [];
  return plans.map((plan) => [plan.statement, plan.mode, fingerprint(plan).shape]);
}

describe('the plans of a route', () => {
  const open = "SELECT id FROM orders WHERE status = 'open' AND customer = $1";
  const cheapest = 'SELECT id, total FROM orders ORDER BY total LIMIT 20';
  const byTotal = 'Limit(Index Scan orders orders_total)';

  test('know the constants that a partial index and LIMIT hang on, on both sides', () => {
    expect(plansOf('page', 'base')).toEqual([
      [open, 'generic', 'Seq Scan orders'],
      [cheapest, 'custom', byTotal],
    ]);
    expect(plansOf('page')).toEqual([
      [open, 'generic', expect.stringMatching(/Scan.* orders_open/)],
      [cheapest, 'custom', byTotal],
    ]);
  });

  test('are those that were executed', async () => {
    const [, head] = databases;
    await using db = await (head as ScratchDatabase).connect();
    // Counts of a session that ended come a moment later.
    await expect
      .poll(async () => {
        const { rows } = await db.query<{ name: string; scans: number }>(
          `SELECT indexrelname AS name, idx_scan::int AS scans FROM pg_stat_user_indexes
           WHERE indexrelname IN ('orders_open', 'orders_total') ORDER BY 1`,
        );
        return rows;
      })
      .toEqual([
        { name: 'orders_open', scans: 40 },
        { name: 'orders_total', scans: 40 },
      ]);
  });

  test('of texts that differ in a constant alone are one', () => {
    const shape = 'Index Scan orders orders_pkey';
    expect(plansOf('inlined')).toEqual([
      [expect.stringMatching(/^SELECT total FROM orders WHERE id = \d+$/), 'custom', shape],
    ]);
  });

  test('have values that were sent in binary form', () => {
    const [plan] = facts.get('binary')?.head?.plans ?? [];
    expect(plan?.root.conditions[0]?.text).toMatch(/^\(orders\.id = \d+\)$/);
  });

  test('are those under the settings of the session', () => {
    expect(plansOf('tenant').at(-1)).toEqual([
      'SELECT total FROM orders WHERE id = $1',
      'custom',
      'Seq Scan orders',
    ]);
    expect(facts.get('tenant')?.head?.unplanned).toEqual([]);
  });

  test('are known of long texts too', () => {
    expect(plansOf('long').map(([, , shape]) => shape)).toEqual(['Index Scan orders orders_pkey']);
  });
});

test('a statement that cannot be planned apart from its session is named, and nothing is made up', () => {
  expect(facts.get('several')?.head?.unplanned).toEqual(['SELECT 1; SELECT 2', 'SELECT id FROM basket']);
  expect(plansOf('several').map(([statement]) => statement)).toEqual([
    'SELECT total FROM orders WHERE id = $1',
  ]);
});

test('an answer that leads elsewhere is looked at, and not followed', () => {
  expect(facts.get('moved')?.head).toMatchObject({ failure: null, statements: 1 });
});

test('what writes is counted over requests that were not sent before', () => {
  expect(facts.get('order')?.head).toMatchObject({ failure: null, statements: 1 });
});

test('what a request costs is counted as it was', () => {
  expect(facts.get('page')?.head).toMatchObject({ failure: null, statements: 2, unplanned: [] });
});
