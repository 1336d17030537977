import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import { arrangementsOn, type Arrangements } from '../../src/measure/arrange.ts';
import type { Experiment, Variant } from '../../src/suite/experiment.ts';
import { sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { seedShop, shopExperiment } from './shop.ts';

let server: Server;
let shop: ScratchDatabase;

beforeAll(async () => {
  server = await testServer();
  shop = await scratchDatabase(server);
  await seedShop(shop);
});

afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const plain: Variant = { run: sql`SELECT 1` };
const index: Variant = { schema: sql`CREATE INDEX by_customer ON orders (customer_id)` };

function open(experiments: readonly Experiment[]): Arrangements {
  return arrangementsOn(server, shop.name, import.meta.dirname, experiments, new AbortController().signal);
}

async function clones(): Promise<readonly string[]> {
  const own = await ownDatabases(server);
  return own
    .filter(({ purpose, key }) => purpose === 'arrangement' && key === shop.name)
    .map(({ name }) => name);
}

describe('clones', () => {
  test('equal SQL shares one; they stay as long as an experiment needs them, and no longer', async () => {
    const first = shopExperiment({ id: 'first', variants: { plain, index } });
    const second = shopExperiment({
      id: 'second',
      variants: { plain, same: { ...index, title: 'the same' } },
    });
    await using arrangements = open([first, second]);
    const [a, b, c] = [
      await arrangements.of(plain),
      await arrangements.of(index),
      await arrangements.of({ ...index }),
    ];
    expect(b).toBe(c);
    expect(a).not.toBe(b);
    expect(await clones()).toHaveLength(2);
    await arrangements.release(first);
    expect(await clones()).toHaveLength(2);
    await arrangements.release(second);
    expect(await clones()).toEqual([]);
  });

  test('who writes has one of its own, with equal SQL too, and to the end', async () => {
    const experiment = shopExperiment({ id: 'first', variants: { plain } });
    const arrangements = open([experiment]);
    const names = [
      await arrangements.of(plain),
      await arrangements.ownOf('before', plain),
      await arrangements.ownOf('after', plain),
    ].map((arranged) => (arranged.outcome === 'ready' ? arranged.database : ''));
    expect(new Set(names).size).toBe(3);
    expect(await arrangements.ownOf('after', plain)).toMatchObject({ database: names[2] });
    await arrangements.release(experiment);
    expect((await clones()).toSorted()).toEqual(names.slice(1).toSorted());
    await arrangements[Symbol.asyncDispose]();
    expect(await clones()).toEqual([]);
  });

  test('the seeded database stays as it is', async () => {
    await using arrangements = open([]);
    await arrangements.of({ schema: sql`DELETE FROM orders` });
    await using db = await connect(server, shop.name);
    const { rows } = await db.query('SELECT count(*)::int AS orders FROM orders');
    expect(rows).toEqual([{ orders: 20_000 }]);
  });

  test('one whose SQL fails is dropped at once', async () => {
    await using arrangements = open([]);
    const arranged = await arrangements.of({
      schema: sql`CREATE INDEX a ON orders (id); CREATE INDEX a ON orders (id)`,
    });
    expect(arranged).toMatchObject({
      outcome: 'failed',
      failure: { code: '42P07', statement: 'CREATE INDEX a ON orders (id)' },
    });
    expect(await clones()).toEqual([]);
  });
});

function openKeeping(template: string): Arrangements {
  return arrangementsOn(server, template, import.meta.dirname, [], new AbortController().signal, 0);
}

describe('what took long', () => {
  const slow: Variant = { schema: sql`CREATE INDEX slow ON orders (id, customer_id)` };

  test('is found by the next run, with the times of then, and only over the same data', async () => {
    const first = openKeeping(shop.name);
    const made = await first.of(slow);
    if (made.outcome === 'failed') throw new Error(made.failure.message);
    expect(made.record.keptFrom).toBeUndefined();
    await first[Symbol.asyncDispose]();

    await using second = openKeeping(shop.name);
    const found = await second.of(slow);
    if (found.outcome === 'failed') throw new Error(found.failure.message);
    expect(found.record).toEqual({ ...made.record, keptFrom: expect.any(String) });
    await using db = await connect(server, found.database);
    const { rows } = await db.query(`SELECT 1 FROM pg_indexes WHERE indexname = 'slow'`);
    expect(rows).toHaveLength(1);

    await using other = await scratchDatabase(server);
    await seedShop(other);
    await using elsewhere = openKeeping(other.name);
    const anew = await elsewhere.of(slow);
    expect(anew).toMatchObject({ outcome: 'ready' });
    expect(anew.outcome === 'ready' && anew.record.keptFrom).toBeUndefined();
  });
});

describe('what the SQL brings', () => {
  test('each index with its size and how long it took; other SQL takes no time of its own', async () => {
    await using arrangements = open([]);
    const arranged = await arrangements.of({
      schema: sql`
        CREATE EXTENSION pg_trgm;
        -- the words of names
        CREATE INDEX names ON customers USING gin (name gin_trgm_ops);
        CREATE TABLE tags (id int PRIMARY KEY, tag text UNIQUE);
        CREATE UNIQUE INDEX CONCURRENTLY one ON orders (id, customer_id);`,
    });
    if (arranged.outcome === 'failed') throw new Error(arranged.failure.message);
    expect(
      arranged.record.indexes.map(({ name, table, seconds }) => [name, table, seconds !== null]),
    ).toEqual([
      ['names', 'customers', true],
      ['tags_pkey', 'tags', false],
      ['tags_tag_key', 'tags', false],
      ['one', 'orders', true],
    ]);
    await using db = await connect(server, arranged.database);
    const { rows } = await db.query<{ bytes: string }>(`SELECT pg_relation_size('one') AS bytes`);
    expect(arranged.record.indexes[3]?.bytes).toBe(Number(rows[0]?.bytes));
    const built = arranged.record.indexes.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
    expect(arranged.record.seconds).toBeGreaterThanOrEqual(built);
  });

  test('an expression index has statistics', async () => {
    await using arrangements = open([]);
    const arranged = await arrangements.of({
      schema: sql`CREATE INDEX lower_name ON customers (lower(name))`,
    });
    if (arranged.outcome === 'failed') throw new Error(arranged.failure.message);
    await using db = await connect(server, arranged.database);
    const { rows } = await db.query(`SELECT 1 FROM pg_stats WHERE tablename = 'lower_name'`);
    expect(rows).toHaveLength(1);
  });

  test('SQL of a file beside the suite', async () => {
    await using arrangements = open([]);
    const arranged = await arrangements.of({ schema: './fixtures/index.sql' });
    expect(arranged).toMatchObject({ outcome: 'ready', record: { indexes: [{ name: 'from_a_file' }] } });
  });
});
