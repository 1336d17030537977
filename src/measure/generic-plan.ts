import type { Connection } from '../database/connect.ts';
import type { Plan } from '../record/plan.ts';
import { plansIn } from './explain.ts';
import { rolledBack } from './session.ts';

/**
 * The generic plan of a statement of which nothing is known but its text, as pg_stat_statements has it: without values,
 * and so without running it.
 *
 * @returns null where it cannot be prepared (BEGIN, or a text whose constants were replaced where none may be replaced)
 */
export async function genericPlanOf(db: Connection, text: string): Promise<Plan | null> {
  try {
    return await rolledBack(db, async () => {
      await db.query('SET LOCAL plan_cache_mode = force_generic_plan');
      await db.query(`PREPARE bench_generic AS ${text}`);
      const { rows: prepared } = await db.query<{ count: number }>(
        `SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = 'bench_generic'`,
      );
      const values = Array.from({ length: prepared[0]?.count ?? 0 }, () => 'NULL').join(', ');
      const execute = `EXECUTE bench_generic${values === '' ? '' : `(${values})`}`;
      const { rows } = await db.query<{ 'QUERY PLAN': unknown }>(
        `EXPLAIN (VERBOSE, SETTINGS, FORMAT JSON) ${execute}`,
      );
      return plansIn(rows[0]?.['QUERY PLAN'], 'generic', text)[0] ?? null;
    });
  } catch {
    return null;
  } finally {
    // A prepared statement outlives the transaction that made it.
    await db.query('DEALLOCATE ALL').catch(() => {});
  }
}
