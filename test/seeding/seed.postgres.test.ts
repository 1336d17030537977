import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { cloneDatabase, dropDatabase } from '../../src/database/databases.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import { BenchError } from '../../src/errors.ts';
import { seedingOf } from '../../src/seeding/chunk.ts';
import { seedTemplate, type SeedingRequest, type Template } from '../../src/seeding/seed.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { scratchName, testServer } from '../support/server.ts';
import { dataset } from './fixtures/shop/bench.config.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

async function seed(server: Server, fixture: string, how: Partial<SeedingRequest> = {}): Promise<Template> {
  const suite = await loadSuite(join(fixtures, fixture));
  return seedTemplate({ ...suite, server, scale: 'default', factor: 1, seed: 42, ...how });
}

/** The names of a fixture's databases, whole or not. */
async function shopDatabases(server: Server): Promise<readonly string[]> {
  return (await ownDatabases(server))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('bench_shop_'));
}

afterEach(async () => {
  await using server = await testServer();
  for (const name of await shopDatabases(server)) await dropDatabase(server, name);
});

describe('the same data come out', () => {
  test('however many threads make them: bytes, rows, and the pages they lie in', async () => {
    await using server = await testServer();
    const seen = [];
    for (const workers of [1, 2, 3]) {
      const { database, record } = await seed(server, 'shop', { workers });
      const content = await contentOf(server, database);
      seen.push({ database, hash: record.hash, content });
      await dropDatabase(server, database);
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  test('but others with another random seed', async () => {
    await using server = await testServer();
    const one = await seed(server, 'shop');
    const other = await seed(server, 'shop', { seed: 43 });
    expect(other.database).not.toBe(one.database);
    expect(other.record.hash).not.toBe(one.record.hash);
    expect(await contentOf(server, other.database)).not.toEqual(await contentOf(server, one.database));
  });
});

test('each row is the one that was made, though chunks after chunks were sent out of the same room', async () => {
  await using server = await testServer();
  const size = { factor: 20, seed: 42 };
  const { database } = await seed(server, 'shop', size);
  await using db = await connect(server, database);
  const { rows } = await db.query({
    text: 'SELECT id, customer_id, state, price FROM orders',
    rowMode: 'array',
  });
  const seeding = seedingOf(dataset, size);
  const made = Array.from({ length: seeding.rows('orders') }, (_, index) =>
    dataset.tables['orders']?.row(index, seeding.random('orders', index), seeding).slice(0, 4),
  );
  const different = rows.findIndex((cells, index) => !isDeepStrictEqual(cells, made[index]));
  expect({ count: rows.length, different: rows[different] }).toEqual({ count: 50_000, different: undefined });
});

describe('a template', () => {
  test('is made once, by two that want it at the same time too, and then found', async () => {
    await using server = await testServer();
    const both = await Promise.all([seed(server, 'shop'), seed(server, 'shop')]);
    expect(both.filter(({ record }) => record.reused)).toHaveLength(1);
    const [first, second] = both;
    expect(second.record).toEqual({
      ...first.record,
      reused: second.record.reused,
      seconds: second.record.seconds,
    });
  });

  test('has rows, keys, sequences that go on, and statistics', async () => {
    await using server = await testServer();
    const { database } = await seed(server, 'shop');
    await using db = await connect(server, database);
    const { rows } = await db.query('SELECT name, tags, about FROM customers WHERE id = 2');
    expect(rows).toEqual([
      { name: 'Customer "1"\t\\\n', tags: ['a b', 'c,"d"'], about: { n: expect.any(Number) as number } },
    ]);
    const inserted = await db.query("INSERT INTO orders (customer_id, state) VALUES (1, 'new') RETURNING id");
    expect(inserted.rows).toEqual([{ id: 2_501 }]);
    await expect(db.query("INSERT INTO orders (customer_id, state) VALUES (0, 'new')")).rejects.toThrow(
      'foreign key',
    );
    const frozen = await db.query<{ all: boolean }>(
      "SELECT relallvisible = relpages AS all FROM pg_class WHERE relname = 'customers'",
    );
    expect(frozen.rows).toEqual([{ all: true }]);
    const known = await db.query<{ tablename: string }>(
      "SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public' ORDER BY tablename",
    );
    expect(known.rows.map(({ tablename }) => tablename)).toEqual([
      'customers',
      'customers_name',
      'notes',
      'orders',
    ]);
  });

  test('shows itself in the panel', async () => {
    await using server = await testServer();
    const { record } = await seed(server, 'shop');
    const [customers, orders, notes] = record.tables;
    expect([customers, orders, notes].map((table) => table?.rows)).toEqual([1_500, 2_500, 3]);
    expect(customers).toMatchObject({ name: 'customers', columns: [] });
    expect(orders?.bytes).toBeGreaterThan(2_500 * 40);
    expect(orders?.indexBytes).toBeGreaterThan(0);
    expect(notes?.indexBytes).toBe(0);
    const [state, paid] = orders?.columns ?? [];
    expect(state).toMatchObject({ name: 'state', width: 5, distinct: 2, nulls: 0 });
    expect(state?.common.map(({ value }) => value)).toEqual(['done', 'open']);
    expect(state?.common[0]?.share).toBeCloseTo(0.75, 1);
    expect(paid?.name).toBe('paid');
    expect(paid?.nulls).toBeCloseTo(0.5, 1);
  });

  test('can be cloned at once: nobody is connected to it', async () => {
    await using server = await testServer();
    const { database } = await seed(server, 'shop');
    const clone = scratchName();
    await cloneDatabase(server, database, clone, { purpose: 'scratch', key: 'test' });
    expect(await contentOf(server, clone)).toEqual(await contentOf(server, database));
    await dropDatabase(server, clone);
  });

  test('tells how far it is', async () => {
    await using server = await testServer();
    const stages = new Set<string>();
    let rows = 0;
    await seed(server, 'shop', {
      onProgress(progress) {
        stages.add(progress.stage);
        expect(progress.rows).toBeGreaterThanOrEqual(rows);
        ({ rows } = progress);
        expect(progress.total).toBe(4_003);
      },
    });
    expect([...stages]).toEqual(['rows', 'keys']);
    expect(rows).toBe(4_003);
  });
});

describe('nothing is left behind', () => {
  test.each([
    ['a generator that throws', 'broken-row', 'row-failed', 'no note for 1500'],
    ['a row that does not fit its table', 'broken-cells', 'rows-refused', 'extra data'],
    ['constraints that do not hold', 'broken-sql', 'seed-sql-failed', 'could not create unique index'],
  ])('by %s', async (_, fixture, code, words) => {
    await using server = await testServer();
    const error: unknown = await seed(server, fixture).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(BenchError);
    expect(error).toMatchObject({ code });
    expect((error as BenchError).message).toContain(words);
    expect(await shopDatabases(server)).toEqual([]);
  });

  test('when it is interrupted, and what is thrown is the reason', async () => {
    await using server = await testServer();
    const interrupt = new AbortController();
    const reason = new BenchError('interrupted');
    const seeding = seed(server, 'endless', {
      signal: interrupt.signal,
      onProgress: ({ rows }) => {
        if (rows > 10_000) interrupt.abort(reason);
      },
    });
    await expect(seeding).rejects.toBe(reason);
    expect(await shopDatabases(server)).toEqual([]);
  });

  test('when it was interrupted before it began', async () => {
    await using server = await testServer();
    const reason = new BenchError('interrupted');
    await expect(seed(server, 'shop', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await shopDatabases(server)).toEqual([]);
  });
});

/** Every table's rows with the places where they lie. */
async function contentOf(server: Server, database: string): Promise<unknown> {
  await using db = await connect(server, database);
  const { rows } = await db.query(
    `SELECT (SELECT md5(string_agg(ctid::text || c::text, '|' ORDER BY ctid)) FROM customers c) AS customers,
            (SELECT md5(string_agg(ctid::text || o::text, '|' ORDER BY ctid)) FROM orders o) AS orders,
            (SELECT md5(string_agg(ctid::text || n::text, '|' ORDER BY ctid)) FROM notes n) AS notes`,
  );
  return rows;
}
