import { createHash } from 'node:crypto';
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
import { inLanes, laneCount, type Place } from './lanes.ts';

/** Chunks of a table that are made ahead of being sent. With the lanes, this bounds the memory at any scale. */
const mostAhead = 4;

/** Bytes that a socket may hold back and ask for more all the same; when more than that were taken, all of them have left. */
const heldBack = 64 * 1024;

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
  await inLanes(loading, shortestFirst(dataset, loading.seeding), async (db, table) => {
    digests.set(table, await loadTable(db, table, loading));
    await settleTable(db, table);
  });
  return contentHash(dataset, digests);
}

/** A dataset's tables, the largest ones last and so side by side: none of them is left over for one lane alone. */
function shortestFirst({ tables }: Dataset, seeding: Seeding): readonly string[] {
  return Object.keys(tables).toSorted((a, b) => seeding.rows(a) - seeding.rows(b));
}

async function loadTable(db: Connection, table: string, loading: Loading): Promise<readonly string[]> {
  const { dataset, generators, onRows } = loading;
  const columns = dataset.tables[table]?.columns ?? [];
  const digests: string[] = [];
  const chunks = async function* () {
    for await (const chunk of inOrder(table, loading)) {
      digests.push(chunk.digest);
      yield chunk.bytes;
      if (chunk.bytes.length > heldBack) generators.takeBack(chunk);
      onRows(chunk.rows);
    }
  };
  // Truncated in the same transaction, a table takes frozen rows (and, where wal_level allows, writes no log):
  // nothing is left for VACUUM, or for the first reader, to write into its pages.
  await db.query('BEGIN');
  await db.query(`TRUNCATE ${escapeIdentifier(table)}`);
  const copy = db.query(copyFrom(copyStatement(table, columns)));
  await pipeline(chunks, copy).catch((error: unknown) => {
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
async function* inOrder(table: string, loading: Loading): AsyncGenerator<Chunk> {
  const { generators, seeding } = loading;
  const count = chunkCount(seeding.rows(table));
  const ahead = chunksAhead(table, loading);
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

/**
 * Threads make chunks in the order in which they were asked for, so tables get on at the pace of what each asks for. The
 * largest ones, which are made side by side, ask in proportion to their rows: then they get on together, and what generators
 * have remembered for a row of one table is still there for the rows of another one that belong to it.
 */
function chunksAhead(table: string, { dataset, seeding }: Loading): number {
  const last = shortestFirst(dataset, seeding).slice(-laneCount);
  if (!last.includes(table)) return mostAhead;
  const most = Math.max(...last.map((name) => seeding.rows(name)));
  return Math.max(1, Math.round((mostAhead * seeding.rows(table)) / most));
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
