import type { Connection } from '../database/connect.ts';
import { fingerprint } from '../plans/fingerprint.ts';
import { blocksTouched, nodesOf } from '../plans/walk.ts';
import type { Cell } from '../record/experiment.ts';
import type { Plan } from '../record/plan.ts';
import type { Seen } from './execute.ts';
import { explain, settle } from './explain.ts';

/** The plans of one call, and of each the kind that PostgreSQL settled on. */
export type CallPlans = Pick<Cell, 'plans'> & { readonly settled: Plan['mode'][] };

/** What an execution gets: both kinds of plan, with the kind that it settles on. */
interface Executed {
  readonly custom: Plan;
  readonly generic: Plan;
  readonly settled: Plan['mode'];
  readonly executions: number;
}

/**
 * The plans of all that was executed in a runner's first call, each execution explained with its own values: statements
 * that are executed again and again are counted as often. Executions of a statement that do exactly the same share a plan.
 * A statement that only later calls came to stands with 0 executions: its indexes are used too.
 */
export async function plansOfCall(
  db: Connection,
  seen: readonly Seen[],
  versionNumber: number,
): Promise<CallPlans> {
  // Settles first: plans that are forced afterwards would count as PostgreSQL's own choice.
  const kinds = await settle(db, seen);
  const executed: Executed[] = [];
  for (const [i, statement] of seen.entries()) {
    executed.push(...together(await plansOfStatement(db, statement, kinds[i] ?? 'custom', versionNumber)));
  }
  const plansOf = (mode: Plan['mode']) =>
    executed.map(({ executions, ...kinds }) => ({ ...kinds[mode], executions }));
  return {
    plans: { custom: plansOf('custom'), generic: plansOf('generic') },
    settled: executed.map(({ settled }) => settled),
  };
}

async function plansOfStatement(
  db: Connection,
  { name, text, values: [first = []], firstCall }: Seen,
  settled: Plan['mode'],
  versionNumber: number,
): Promise<readonly Executed[]> {
  const executed: Executed[] = [];
  for (const [values, executions] of firstCall.length === 0 ? [[first, 0] as const] : counted(firstCall)) {
    const statement = { name, text, values: [values] };
    const custom = await explain(db, statement, 'custom', versionNumber);
    // A generic plan that nobody would get can be hopeless; which plan it is can be told without running it.
    const generic = await explain(db, statement, 'generic', settled === 'generic' ? versionNumber : null);
    executed.push(
      ...custom.map((plan, nth) => ({ custom: plan, generic: generic[nth] ?? plan, settled, executions })),
    );
  }
  return executed;
}

/** Each once, with how often it is there. */
function counted<Of>(all: readonly Of[]): readonly (readonly [Of, number])[] {
  const found = new Map<string, readonly [Of, number]>();
  for (const one of all) {
    const key = JSON.stringify(one);
    found.set(key, [one, (found.get(key)?.[1] ?? 0) + 1]);
  }
  return [...found.values()];
}

/** Those that agree in all that repeats exactly, in the place of the first. */
function together(executed: readonly Executed[]): readonly Executed[] {
  const found = new Map<string, Executed>();
  for (const one of executed) {
    const key = JSON.stringify([done(one.custom), done(one.generic)]);
    const executions = (found.get(key)?.executions ?? 0) + one.executions;
    found.set(key, { ...(found.get(key) ?? one), executions });
  }
  return [...found.values()];
}

function done(plan: Plan): unknown {
  const figures = nodesOf(plan).map(({ loops, rows, estimatedRows, conditions }) => [
    loops,
    rows,
    estimatedRows,
    conditions.map(({ removed }) => removed),
  ]);
  return [fingerprint(plan).strict, blocksTouched(plan), plan.wal?.bytes, figures];
}
