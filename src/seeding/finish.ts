import { DatabaseError, escapeIdentifier } from 'pg';
import type { Connection } from '../database/connect.ts';
import { isDiskFull } from '../database/disk-full.ts';
import { BenchError } from '../errors.ts';
import { connectUntil } from './abort.ts';
import { inLanes, type Place } from './lanes.ts';

/**
 * Runs a file of the suite's SQL.
 *
 * @throws BenchError `seed-sql-failed`, `disk-full`
 */
export async function runSeedSql(
  db: Connection,
  what: 'schema' | 'constraints',
  text: string,
): Promise<void> {
  await db.query(text).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
    if (isDiskFull(error)) throw new BenchError('disk-full', error.message);
    throw new BenchError('seed-sql-failed', what, error.message);
  });
}

/** Sequences that give a column its default go on after the highest value that was loaded. */
export async function advanceSequences(db: Connection): Promise<void> {
  const { rows } = await db.query<{ sequence: string; table: string; column: string }>(
    `SELECT s.oid::regclass::text AS sequence, d.refobjid::regclass::text AS table, quote_ident(a.attname) AS column
       FROM pg_class s
       JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE s.relkind = 'S'`,
  );
  for (const { sequence, table, column } of rows) {
    // The names come quoted from the catalog.
    await db.query(`SELECT setval('${sequence.replaceAll("'", "''")}', max(${column})) FROM ${table}`);
  }
}

/** Leaves the tables as if the database had been at rest: visibility, statistics, nothing waiting to be written. */
export async function settle(place: Place, tables: readonly string[]): Promise<void> {
  await inLanes(place, tables, async (db, table) => {
    await db.query(`VACUUM (ANALYZE) ${escapeIdentifier(table)}`);
  });
  await using db = await connectUntil(place.signal, place.server, place.database);
  await db.query('CHECKPOINT').catch((error: unknown) => {
    // 42501, insufficient_privilege: then PostgreSQL does so in its own time.
    if ((error as DatabaseError).code !== '42501') throw error;
  });
}
