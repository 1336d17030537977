import type { Connection } from '../database/connect.ts';
import type { Failure, Round } from '../record/experiment.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import { budgetOf, type MeasureContext } from './context.ts';
import type { ArrangedVariant } from './describe.ts';
import { watchDisturbances } from './disturbances.ts';
import { runnerOn, type Runner } from './execute.ts';
import { settle } from './explain.ts';
import { attempt } from './failure.ts';
import { takeRounds } from './rounds.ts';
import { openSession, rolledBack } from './session.ts';
import type { Contestant } from './turn.ts';

/** A variant that has climbed as far as the clock. */
export interface Ready {
  readonly variant: Pick<ArrangedVariant, 'id' | 'run'>;
  readonly database: string;
  readonly writes: boolean;
}

/** What timing needs of the run. */
export type TimingContext = Pick<
  MeasureContext,
  'server' | 'schedule' | 'random' | 'started' | 'budget' | 'decided' | 'signal'
>;

/** What came of timing: rounds, and why those failed that did. */
export interface Timed {
  readonly rounds: Round[];
  readonly failures: ReadonlyMap<string, Failure>;
}

/**
 * Times a class's variants, the first of which is the baseline, on fresh connections: one each, so that what one has
 * cached or planned is of no use to another.
 */
export async function timeClass(
  variants: readonly Ready[],
  sets: readonly ParameterSet[],
  context: TimingContext,
  onRound: (rounds: readonly Round[]) => void,
): Promise<Timed> {
  const { server, signal } = context;
  const budget = budgetOf(context);
  const session = { server, signal, limit: budget.statement };
  const failures = new Map<string, Failure>();
  const connections: Connection[] = [];
  /** What the server said when it ended a connection that waited for its turn. */
  const endings = new Map<string, Error>();
  try {
    const contestants: Contestant[] = [];
    let cold = 0;
    for (const { variant, database, writes } of variants) {
      const started = await attempt(signal, null, async () => {
        const db = await openSession(session, database);
        connections.push(db);
        db.once('error', (error) => endings.set(variant.id, error));
        const runner = runnerOn(db, variant.run);
        cold += await prepare(db, runner, sets[0] ?? {});
        return { id: variant.id, execute: writes ? takenBack(db, runner) : straight(runner) };
      });
      if (started.ok) contestants.push(started.value);
      else failures.set(variant.id, started.failure);
    }
    const [baseline, ...challengers] = contestants;
    if (baseline === undefined || baseline.id !== variants[0]?.variant.id) return { rounds: [], failures };

    await using watching = await openSession(session, server.maintenance);
    const { rounds, dropOuts } = await takeRounds(baseline, challengers, {
      ...context,
      sets,
      time: budget.round,
      patience: budget.class,
      cold,
      disturbances: await watchDisturbances(watching, server.versionNumber),
      onRound,
    });
    for (const { id, cause } of dropOuts) {
      const failed = await attempt(signal, null, () => Promise.reject(endings.get(id) ?? cause));
      if (!failed.ok) failures.set(id, failed.failure);
    }
    return { rounds, failures };
  } finally {
    await Promise.all(connections.map((db) => db.end()));
  }
}

/**
 * Runs it once, which prepares its statements, and lets PostgreSQL settle on the plans that an application ends up with.
 *
 * @returns how long it ran, in seconds
 */
async function prepare(db: Connection, runner: Runner, set: ParameterSet): Promise<number> {
  const seconds = await rolledBack(db, () => straight(runner)(set, () => performance.now() / 1000));
  await settle(db, runner.seen);
  return seconds;
}

function straight(runner: Runner): Contestant['execute'] {
  return async (set, now) => {
    const started = now();
    await runner.run(set);
    return now() - started;
  };
}

/** For what changes data: each execution finds what the first one found. Neither BEGIN nor ROLLBACK is timed. */
function takenBack(db: Connection, runner: Runner): Contestant['execute'] {
  const execute = straight(runner);
  return (set, now) => rolledBack(db, () => execute(set, now));
}
