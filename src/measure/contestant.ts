import type { Connection } from '../database/connect.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import type { ArrangedVariant } from './describe.ts';
import { runnerOn, type Runner } from './execute.ts';
import { settle } from './explain.ts';
import { rolledBack } from './session.ts';
import type { Contestant } from './turn.ts';
import { wireOf, type Wire } from './wire.ts';

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
  const execute = straight(runner, wireOf(db));
  const seconds = await prepare(db, runner, () => execute(set, () => performance.now() / 1000));
  return { contestant: { id, execute: writes ? takenBack(db, execute) : execute }, seconds };
}

/**
 * Runs it once, which prepares its statements, and lets PostgreSQL settle on the plans that an application ends up with.
 *
 * @returns how long it ran, in seconds
 */
async function prepare(db: Connection, runner: Runner, execute: () => Promise<number>): Promise<number> {
  const seconds = await rolledBack(db, execute);
  await settle(db, runner.seen);
  return seconds;
}

function straight(runner: Runner, wire: Wire): Contestant['execute'] {
  return (set, now) => wire.time(runner.ready(set), now);
}

/** For what changes data: each execution finds what the first one found. Neither BEGIN nor ROLLBACK is timed. */
function takenBack(db: Connection, execute: Contestant['execute']): Contestant['execute'] {
  return (set, now) => rolledBack(db, () => execute(set, now));
}
