import type { Connection } from '../database/connect.ts';
import type { Failure, Value } from '../record/experiment.ts';
import type { ParameterClass, ParameterSet } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import type { Sql } from '../suite/sql.ts';
import { attempt } from './failure.ts';

/** Enough to be typical of a class, and few enough for each to come up more than once in a round. */
const most = 20;

/** The sets of a class, or why there are none. */
export type Drawn = { readonly sets: ParameterSet[]; readonly failure: Failure | null };

/**
 * Draws the parameter sets of a class: the first rows of a query over the data, a list as it is,
 * or as many calls of a function of random.
 */
export async function drawSets(
  source: ParameterClass,
  db: Connection,
  random: Random,
  signal: AbortSignal,
): Promise<Drawn> {
  if (typeof source === 'function') {
    return { sets: Array.from({ length: most }, () => source(random)), failure: null };
  }
  return 'text' in source ? drawByQuery(source, db, signal) : { sets: [...source], failure: null };
}

async function drawByQuery({ text }: Sql, db: Connection, signal: AbortSignal): Promise<Drawn> {
  const drawn = await attempt(signal, text, () => db.query<Record<string, unknown>>(text));
  if (!drawn.ok) return { sets: [], failure: drawn.failure };
  const sets = drawn.value.rows.slice(0, most).map(setOf);
  const message = 'there are no parameters: the query that draws them finds no rows';
  return { sets, failure: sets.length > 0 ? null : { code: 'no-parameters', message, statement: text } };
}

function setOf(row: Readonly<Record<string, unknown>>): ParameterSet {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, valueOf(cell)]));
}

/** A cell as node-postgres gives it, as a value that JSON keeps and PostgreSQL takes back for the same type. */
function valueOf(cell: unknown): Value {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  if (Array.isArray(cell)) return cell.map(valueOf);
  if (Buffer.isBuffer(cell)) return `\\x${cell.toString('hex')}`;
  return JSON.stringify(cell);
}
