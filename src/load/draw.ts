import { BenchError } from '../errors.ts';
import type { Value } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import type { Identity, ParameterSource } from '../suite/scenario.ts';
import type { Sql } from '../suite/sql.ts';

/** Runs a statement without parameters over the seeded data, and gives its rows by column. */
export type Query = (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** What a source gives: `''` for the value itself, and a row's columns by name. */
export type Drawn = ReadonlyMap<string, Value>;

/** Draws from a source; its rows were fetched beforehand, so no request waits for the database. */
export type Draw = (random: Random) => Drawn;

/** At most so many rows of a query are kept to draw from. */
const mostRows = 10_000;

/** @throws BenchError `scenario-source-empty` where a query over the data finds no rows */
export async function drawFrom(
  source: ParameterSource | Identity['from'],
  query: Query,
  where: string,
): Promise<Draw> {
  if (typeof source === 'function') return (random) => new Map([['', source(random)]]);
  if (isSql(source)) return fromRows(await query(source.text), where);
  if (source.length === 0) throw new BenchError('scenario-source-empty', where);
  const pool = source.map((item) => drawnOf(item));
  return (random) => one(pool, random);
}

function fromRows(rows: readonly Readonly<Record<string, unknown>>[], where: string): Draw {
  if (rows.length === 0) throw new BenchError('scenario-source-empty', where);
  const pool = rows.slice(0, mostRows).map((row) => drawnOf(asValues(row)));
  return (random) => one(pool, random);
}

function drawnOf(item: Value | Readonly<Record<string, Value>>): Drawn {
  if (!isRow(item)) return new Map([['', item]]);
  const columns = Object.entries(item);
  return new Map([['', columns[0]?.[1] ?? null], ...columns]);
}

function isRow(item: Value | Readonly<Record<string, Value>>): item is Readonly<Record<string, Value>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

/** Dates and the like go over the wire as text. */
function asValues(row: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      JSON.parse(JSON.stringify(value ?? null)) as Value,
    ]),
  );
}

function one<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random.next() * items.length)] as Item;
}

function isSql(source: object): source is Sql {
  return 'text' in source;
}
