import type { Connection } from '../database/connect.ts';
import type { SideRecord } from '../record/load.ts';

/** By PostgreSQL's own count, which runs a second behind a busy session; of a clone, since it was made. */
const written = `
  SELECT relid::regclass::text AS name
    FROM pg_stat_user_tables
   WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
   ORDER BY 1`;

/**
 * Vacuums the tables that loads have written, so that each load finds them as the first one did. A row that is written takes
 * its page out of the visibility map, and index-only scans visit the table for it until VACUUM puts the page back
 * (PostgreSQL's manual, "Index-Only Scans and Covering Indexes"). Without ANALYZE: statistics stay those of the data.
 *
 * @param db null where the database is not ours
 * @returns the tables, as SQL names them, for the record
 */
export async function vacuumWritten(db: Connection | null): Promise<Pick<SideRecord, 'vacuumed'>> {
  if (db === null) return {};
  const { rows } = await db.query<{ name: string }>(written);
  const tables = rows.map(({ name }) => name);
  if (tables.length > 0) await db.query(`VACUUM ${tables.join(', ')}`);
  return { vacuumed: tables };
}
