import { createHash } from 'node:crypto';
import type { Dataset, Seeding, Table } from '../suite/dataset.ts';
import { copyLine } from './copy-text.ts';
import { RowStream, tableWord } from './stream.ts';

/**
 * Rows of one table that are made, hashed and sent together. The number belongs to the content hash:
 * it must not depend on how many threads there are.
 */
export const rowsPerChunk = 1_000;

/** Characters that are encoded at a time: text that lives longer than a moment costs the garbage collector dearly. */
const pieceLength = 16_384;

/** UTF-8 takes no more for a UTF-16 unit. */
const bytesPerCharacter = 3;

/** In bytes: most chunks fit. */
const usualRoom = 1024 * 1024;

/** What decides the bytes of a dataset, beside its definition. */
export interface Size {
  readonly factor: number;
  readonly seed: number;
}

/** A piece of a table in COPY's text format. */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
}

/** What the generators get to know. One value per dataset and size, so that they may remember things by it. */
export function seedingOf(dataset: Dataset, { factor, seed }: Size): Seeding {
  const words = new Map(Object.keys(dataset.tables).map((name) => [name, tableWord(name)]));
  const counts = new Map(Object.entries(dataset.tables).map(([name, { rows }]) => [name, rows(factor)]));
  return {
    now: new Date(dataset.now),
    factor,
    rows: (table) => known(counts, table),
    random: (table, index) => new RowStream(seed, known(words, table), index),
  };
}

/** How many chunks a table of so many rows has. */
export function chunkCount(rows: number): number {
  return Math.ceil(rows / rowsPerChunk);
}

/**
 * Makes the `index`-th chunk of a table: the same bytes, whoever makes it and when.
 *
 * @param room where the bytes go, if they fit: that of a chunk which nobody needs any more
 */
export function makeChunk(
  name: string,
  table: Table,
  index: number,
  seeding: Seeding,
  room = new ArrayBuffer(usualRoom),
): Chunk {
  const first = index * rowsPerChunk;
  const last = Math.min(first + rowsPerChunk, seeding.rows(name));
  let written = Buffer.from(room);
  let length = 0;
  let text = '';
  for (let row = first; row < last; row++) {
    text += copyLine(table.row(row, seeding.random(name, row), seeding));
    if (text.length > pieceLength || row === last - 1) {
      const needed = length + text.length * bytesPerCharacter;
      if (needed > written.length) written = enlarged(written, needed);
      length += written.write(text, length);
      text = '';
    }
  }
  const bytes = new Uint8Array(written.buffer, 0, length);
  return { bytes, rows: last - first, digest: createHash('sha256').update(bytes).digest('hex') };
}

function enlarged(buffer: Buffer<ArrayBuffer>, atLeast: number): Buffer<ArrayBuffer> {
  const larger = Buffer.from(new ArrayBuffer(Math.max(2 * buffer.length, atLeast)));
  larger.set(buffer);
  return larger;
}

function known(byTable: ReadonlyMap<string, number>, table: string): number {
  const value = byTable.get(table);
  if (value === undefined) throw new TypeError(`The dataset has no table "${table}"`);
  return value;
}
