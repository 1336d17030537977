import type { Connection } from '../database/connect.ts';
import type { Failure, Round } from '../record/experiment.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import { budgetOf, type MeasureContext } from './context.ts';
import type { ArrangedVariant } from './describe.ts';
import { watchDisturbances } from './disturbances.ts';
import { clockFor, contestantOn } from './contestant.ts';
import { attempt } from './failure.ts';
import { takeRounds } from './rounds.ts';
import { openSession } from './session.ts';
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
  const clock = clockFor(variants.map(({ variant }) => variant.run));
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
        const { contestant, seconds } = await contestantOn(db, { ...variant, writes, clock }, sets[0] ?? {});
        cold += seconds;
        return contestant;
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
