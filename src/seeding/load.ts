import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DatabaseError, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Connection } from '../database/connect.ts';
import { isDiskFull } from '../database/disk-full.ts';
import { BenchError } from '../errors.ts';
import type { Dataset, Seeding } from '../suite/dataset.ts';
import { chunkCount, type Chunk } from './chunk.ts';
import { settleTable } from './finish.ts';
import type { Generators } from './generators.ts';
import { inLanes, type Place } from './lanes.ts';

/** Chunks of a table that are made ahead of being sent. With the lanes, this bounds the memory at any scale. */
const ahead = 4;

export interface Loading extends Place {
  readonly dataset: Dataset;
  readonly seeding: Seeding;
  readonly generators: Generators;
  /** So many more rows were sent. */
  readonly onRows: (rows: number) => void;
}

/**
 * Fills all tables, each in the order of its rows over one connection, so that pages are laid out alike every time, and
 * gathers what PostgreSQL knows of them.
 *
 * @returns the content hash: SHA-256 over tables, columns and chunks' digests, in order
 * @throws BenchError `rows-refused`, `row-failed`, `disk-full`
 */
export async function loadTables(loading: Loading): Promise<string> {
  const { dataset } = loading;
  const digests = new Map<string, readonly string[]>();
  await inLanes(loading, longestFirst(dataset, loading.seeding), async (db, table) => {
    digests.set(table, await loadTable(db, table, loading));
    await settleTable(db, table);
  });
  return contentHash(dataset, digests);
}

/** A dataset's tables, in an order that leaves none over for one lane alone. */
function longestFirst({ tables }: Dataset, seeding: Seeding): readonly string[] {
  return Object.keys(tables).toSorted((a, b) => seeding.rows(b) - seeding.rows(a));
}

async function loadTable(db: Connection, table: string, loading: Loading): Promise<readonly string[]> {
  const { dataset, seeding, generators, onRows } = loading;
  const columns = dataset.tables[table]?.columns ?? [];
  const digests: string[] = [];
  const chunks = async function* () {
    for await (const { bytes, rows, digest } of inOrder(generators, table, seeding.rows(table))) {
      digests.push(digest);
      yield bytes;
      onRows(rows);
    }
  };
  // Truncated in the same transaction, a table takes frozen rows (and, where wal_level allows, writes no log):
  // nothing is left for VACUUM, or for the first reader, to write into its pages.
  await db.query('BEGIN');
  await db.query(`TRUNCATE ${escapeIdentifier(table)}`);
  const copy = db.query(copyFrom(copyStatement(table, columns)));
  await pipeline(Readable.from(chunks()), copy).catch((error: unknown) => {
    throw refusal(table, error);
  });
  await db.query('COMMIT');
  return digests;
}

function copyStatement(table: string, columns: readonly string[]): string {
  const list = columns.map((column) => escapeIdentifier(column)).join(', ');
  return `COPY ${escapeIdentifier(table)} (${list}) FROM STDIN WITH (FREEZE)`;
}

/** A table's chunks, made a few ahead. */
async function* inOrder(generators: Generators, table: string, rows: number): AsyncGenerator<Chunk> {
  const count = chunkCount(rows);
  const coming: Promise<Chunk>[] = [];
  for (let next = 0; next < count || coming.length > 0;) {
    while (next < count && coming.length < ahead) {
      const chunk = generators.chunk(table, next++);
      // If an earlier one fails, nobody will ask for this one.
      chunk.catch(() => {});
      coming.push(chunk);
    }
    const first = coming.shift();
    if (first !== undefined) yield await first;
  }
}

/** PostgreSQL's objection, as something that the suite's author can mend. */
function refusal(table: string, error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (isDiskFull(error)) return new BenchError('disk-full', error.message);
  return new BenchError('rows-refused', table, `${error.message}${error.where ? ` (${error.where})` : ''}`);
}

function contentHash(dataset: Dataset, digests: ReadonlyMap<string, readonly string[]>): string {
  const hash = createHash('sha256');
  for (const [table, { columns }] of Object.entries(dataset.tables)) {
    hash.update(JSON.stringify([table, columns, digests.get(table)]));
  }
  return hash.digest('hex');
}
