import { DatabaseError } from 'pg';
import type { Connection } from '../database/connect.ts';
import { parsePlan } from '../plans/parse.ts';
import type { Plan } from '../record/plan.ts';
import type { Seen } from './execute.ts';
import { literalOf } from './literal.ts';
import { rolledBack } from './session.ts';

/** A statement that a connection has prepared; it is explained with the first of its values. */
type Prepared = Pick<Seen, 'name' | 'text' | 'values'>;

/**
 * The plans of a statement when it is executed, in a transaction that is taken back.
 *
 * @param versionNumber the server's, or null to plan only, which does for a plan that takes too long as well
 */
export async function explain(
  db: Connection,
  statement: Prepared,
  mode: Plan['mode'],
  versionNumber: number | null,
): Promise<readonly Plan[]> {
  const under = async (options: readonly string[]) =>
    plansIn(await rolledBack(db, () => explainOnce(db, statement, mode, options)), mode, statement.text);
  try {
    return await under(versionNumber === null ? planning : analyzing(versionNumber));
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return under(planning);
  }
}

/**
 * What EXPLAIN says of a statement that the connection has prepared, with the values of its first execution; without
 * running it, unless options say so. In a transaction, at whose end the mode is as it was.
 */
export async function explainOnce(
  db: Connection,
  statement: Pick<Seen, 'name' | 'values'>,
  mode: Plan['mode'],
  options: readonly string[] = planning,
): Promise<unknown> {
  await db.query(`SET LOCAL plan_cache_mode = force_${mode}_plan`);
  const execute = executeOf(statement, statement.values[0] ?? []);
  const { rows } = await db.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (${options.join(', ')}) ${execute}`);
  return rows[0]?.['QUERY PLAN'];
}

const planning = ['VERBOSE', 'SETTINGS', 'FORMAT JSON'];

/** All that the server's version knows. */
function analyzing(versionNumber: number): readonly string[] {
  const since17 = versionNumber >= 170_000 ? ['SERIALIZE TEXT', 'MEMORY'] : [];
  return ['ANALYZE', 'BUFFERS', 'WAL', ...since17, ...planning];
}

/** Statements that are no query (REFRESH, CALL) have no plan, and one with rules can have several. */
export function plansIn(explained: unknown, mode: Plan['mode'], text: string): readonly Plan[] {
  const elements: readonly unknown[] = Array.isArray(explained) ? explained : [];
  return elements.flatMap((element) => {
    if (typeof element !== 'object' || element === null || !('Plan' in element)) return [];
    const plan = parsePlan(element, mode, text);
    const { plan_cache_mode: _ours, ...settings } = plan.settings;
    return [{ ...plan, settings }];
  });
}

/**
 * Lets PostgreSQL settle on a kind of plan, and says on which: it plans the first five executions of a prepared
 * statement with known values, then compares their costs with the generic plan's. EXPLAIN without ANALYZE counts as an
 * execution there, and only plans. Source: `choose_custom_plan` in src/backend/utils/cache/plancache.c.
 */
export async function settle(
  db: Connection,
  seen: readonly Pick<Seen, 'name' | 'values'>[],
): Promise<Plan['mode'][]> {
  const kinds: Plan['mode'][] = [];
  for (const statement of seen) {
    const explainWith = (i: number) =>
      db.query(`EXPLAIN ${executeOf(statement, statement.values[i % statement.values.length] ?? [])}`);
    for (let i = 0; i < 5; i++) await explainWith(i);
    const before = await genericPlans(db, statement.name);
    await explainWith(5);
    kinds.push((await genericPlans(db, statement.name)) > before ? 'generic' : 'custom');
  }
  return kinds;
}

async function genericPlans(db: Connection, name: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    'SELECT generic_plans AS count FROM pg_prepared_statements WHERE name = $1',
    [name],
  );
  return Number(rows[0]?.count ?? 0);
}

function executeOf({ name }: Pick<Seen, 'name'>, values: Seen['values'][number]): string {
  return `EXECUTE ${name}${values.length === 0 ? '' : `(${values.map(literalOf).join(', ')})`}`;
}

function isTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '57014';
}
