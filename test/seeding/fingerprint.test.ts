import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedingOf } from '../../src/seeding/chunk.ts';
import { fingerprint } from '../../src/seeding/fingerprint.ts';
import type { Dataset } from '../../src/suite/dataset.ts';
import { sql } from '../../src/suite/sql.ts';
import { dataset } from './fixtures/shop/bench.config.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-fingerprint-'));
  await mkdir(join(folder, 'seed'));
  await writeFile(join(folder, 'seed', 'schema.sql'), 'CREATE TABLE t ()');
  await writeFile(join(folder, 'seed', 'table.ts'), '// a generator');
});
afterAll(() => rm(folder, { recursive: true }));

const size = { factor: 1, seed: 42 };

function of(changed: Partial<Dataset> = {}, by: Partial<typeof size> = {}): Promise<string> {
  const whole = { ...dataset, ...changed };
  return fingerprint(whole, seedingOf(whole, { ...size, ...by }), { ...size, ...by }, folder);
}

const { orders, ...others } = dataset.tables;

test('the same data have the same fingerprint', async () => {
  expect(await of()).toBe(await of());
  expect(await of()).toMatch(/^[0-9a-f]{16}$/);
});

test.each<[string, Partial<Dataset>, Partial<typeof size>]>([
  ['random seed', {}, { seed: 43 }],
  ['factor', {}, { factor: 2 }],
  ['now', { now: '2026-01-07T12:00:00.000Z' }, {}],
  ['schema', { schema: sql`CREATE TABLE t ()` }, {}],
  ['constraints', { constraints: sql`SELECT 1` }, {}],
  [
    'generator',
    { tables: { ...others, orders: { ...orders, columns: [], rows: () => 5, row: () => [1] } } },
    {},
  ],
])('another %s gives another fingerprint', async (_, changed, by) => {
  expect(await of(changed, by)).not.toBe(await of());
});

test('a file beside the schema belongs to it, unless the schema lies beside the suite file', async () => {
  const inFolder = { schema: './seed/schema.sql' };
  const before = await of(inFolder);
  await writeFile(join(folder, 'seed', 'table.ts'), '// another generator');
  expect(await of(inFolder)).not.toBe(before);

  await writeFile(join(folder, 'schema.sql'), 'CREATE TABLE t ()');
  const beside = { schema: './schema.sql' };
  const first = await of(beside);
  await writeFile(join(folder, 'report.md'), 'a report');
  expect(await of(beside)).toBe(first);
});
