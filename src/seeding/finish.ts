import { DatabaseError, escapeIdentifier } from 'pg';
import type { Connection } from '../database/connect.ts';
import { isDiskFull } from '../database/disk-full.ts';
import { BenchError } from '../errors.ts';

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

/**
 * Leaves a table that was just loaded as if the database had been at rest. It need not wait for keys, which change neither
 * its pages nor what is known of its columns, and other tables are being made meanwhile.
 */
export async function settleTable(db: Connection, table: string): Promise<void> {
  await db.query(`VACUUM (ANALYZE) ${escapeIdentifier(table)}`);
}

/** What came with the keys and is known only now: of what expressions in indexes, and columns together, have as values. */
export async function analyseKeys(db: Connection): Promise<void> {
  const { rows } = await db.query<{ table: string }>(
    // What PostgreSQL brings itself has numbers below that.
    `SELECT indrelid::regclass::text AS table FROM pg_index WHERE indexprs IS NOT NULL AND indrelid >= 16384
     UNION SELECT stxrelid::regclass::text FROM pg_statistic_ext`,
  );
  // The names come quoted from the catalog.
  for (const { table } of rows) await db.query(`ANALYZE ${table}`);
}

/** Leaves nothing that waits to be written. */
export async function checkpoint(db: Connection): Promise<void> {
  await db.query('CHECKPOINT').catch((error: unknown) => {
    // 42501, insufficient_privilege: then PostgreSQL does so in its own time.
    if ((error as DatabaseError).code !== '42501') throw error;
  });
}
