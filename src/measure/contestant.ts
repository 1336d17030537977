import type { Connection } from '../database/connect.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import type { ArrangedVariant } from './describe.ts';
import { runnerOn, type Runner } from './execute.ts';
import { settle } from './explain.ts';
import { rolledBack } from './session.ts';
import type { Contestant } from './turn.ts';

/**
 * What takes part in turns, on a connection of its own.
 *
 * @param writes what it changes is taken back after each execution
 * @param set of parameters for its first execution
 * @returns with how long that ran, in seconds
 */
export async function contestantOn(
  db: Connection,
  { id, run }: Pick<ArrangedVariant, 'id' | 'run'>,
  writes: boolean,
  set: ParameterSet,
): Promise<{ readonly contestant: Contestant; readonly seconds: number }> {
  const runner = runnerOn(db, run);
  const seconds = await prepare(db, runner, set);
  return { contestant: { id, execute: writes ? takenBack(db, runner) : straight(runner) }, seconds };
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
    const execute = runner.ready(set);
    const started = now();
    await execute();
    return now() - started;
  };
}

/** For what changes data: each execution finds what the first one found. Neither BEGIN nor ROLLBACK is timed. */
function takenBack(db: Connection, runner: Runner): Contestant['execute'] {
  const execute = straight(runner);
  return (set, now) => rolledBack(db, () => execute(set, now));
}
