import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chunkCount, makeChunk, rowsPerChunk, seedingOf } from '../../src/seeding/chunk.ts';
import type { Dataset, Table } from '../../src/suite/dataset.ts';
import { dataset } from './fixtures/shop/bench.config.ts';

const seeding = seedingOf(dataset, { factor: 1, seed: 42 });

function table(name: string, { tables }: Dataset = dataset): Table {
  const found = tables[name];
  if (!found) throw new Error(name);
  return found;
}

test.each([
  [0, 0],
  [1, 1],
  [rowsPerChunk, 1],
  [rowsPerChunk + 1, 2],
])('%i rows are %i chunks', (rows, chunks) => {
  expect(chunkCount(rows)).toBe(chunks);
});

test('the last chunk holds what is left, and each says its rows and digest', () => {
  const { bytes, rows, digest } = makeChunk('orders', table('orders'), 2, seeding);
  expect(rows).toBe(500);
  expect(new TextDecoder().decode(bytes).split('\n')).toHaveLength(501);
  expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a chunk is the same, whatever was made before it', () => {
  const fresh = makeChunk('orders', table('orders'), 1, seedingOf(dataset, { factor: 1, seed: 42 }));
  makeChunk('orders', table('orders'), 0, seeding);
  expect(makeChunk('orders', table('orders'), 1, seeding).digest).toBe(fresh.digest);
});

test.each([
  ['larger', 1_000_000],
  ['too small', 10],
])('a chunk is the same in room that another one had, be it %s', (_, size) => {
  const fresh = makeChunk('orders', table('orders'), 1, seeding);
  const room = new Uint8Array(size).fill(0x78).buffer;
  const { bytes, rows, digest } = makeChunk('orders', table('orders'), 1, seeding, room);
  expect({ text: new TextDecoder().decode(bytes), rows, digest }).toEqual({
    text: new TextDecoder().decode(fresh.bytes),
    rows: fresh.rows,
    digest: fresh.digest,
  });
});

test('another random seed gives another chunk', () => {
  const other = seedingOf(dataset, { factor: 1, seed: 43 });
  expect(makeChunk('orders', table('orders'), 0, other).digest).not.toBe(
    makeChunk('orders', table('orders'), 0, seeding).digest,
  );
});

test('a row that no table has is a bug, and says so', () => {
  expect(() => seeding.rows('invoices')).toThrow('no table "invoices"');
  expect(() => seeding.random('invoices', 0)).toThrow('no table "invoices"');
});
