import type { Sql } from './sql.ts';
import type { Random } from './random.ts';

/** What a generator may know beside its row's index and random stream. */
export interface Seeding {
  /** The suite's fixed "now": nothing depends on the day that the data is made. */
  readonly now: Date;
  /** 1 at scale `default`. */
  readonly factor: number;
  /** How many rows a table has at this scale. */
  rows(table: string): number;
  /** The random stream of another row, so that a table can know what another says of itself without reading it. */
  random(table: string, index: number): Random;
}

/** Something COPY can take: dates as ISO timestamps, arrays as PostgreSQL arrays, objects as JSON. */
export type Cell =
  | string
  | number
  | boolean
  | Date
  | null
  | readonly (string | number)[]
  | Readonly<Record<string, unknown>>;

export interface Table {
  readonly columns: readonly string[];
  /** How many rows at a factor; at least one. */
  readonly rows: (factor: number) => number;
  /** A pure function: the same index, stream and seeding give the same row. Indexes count from 0. */
  readonly row: (index: number, random: Random, seeding: Seeding) => readonly Cell[];
}

export interface Dataset {
  /** SQL that makes types and tables, without keys: a file beside the suite, or the text itself. */
  readonly schema: string | Sql;
  /** SQL that adds keys and foreign keys, run after the load. */
  readonly constraints: string | Sql;
  /** The fixed "now", ISO 8601. */
  readonly now: string;
  /** Factor by name; `default` is 1. */
  readonly scales: Readonly<Record<string, number>>;
  /** In the order in which they are loaded. */
  readonly tables: Readonly<Record<string, Table>>;
  /** Column lists whose values the report's data panel counts: `{ orders: ['state', 'customer_id'] }`. */
  readonly describe?: Readonly<Record<string, readonly string[]>>;
}

/** Gives completion and checking in an editor; the definition is data and comes back as it is. */
export function defineTable(table: Table): Table {
  return table;
}
