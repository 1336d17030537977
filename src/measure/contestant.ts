import type { Connection } from '../database/connect.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import type { ArrangedVariant } from './describe.ts';
import { runnerOn, type Runner } from './execute.ts';
import { settle } from './explain.ts';
import { rolledBack } from './session.ts';
import type { Contestant } from './turn.ts';
import { wireOf, type Stopwatch } from './wire.ts';

/** Where the clock is read: on the wire, or around the application's call. */
export type Clock = 'wire' | 'call';

/**
 * Statements are timed on the wire. Where a procedure takes part, all are timed around the call: what it does before,
 * between and after its statements is part of it, and so is what the client takes for the one that stands in for them.
 */
export function clockFor(runs: readonly ArrangedVariant['run'][]): Clock {
  return runs.some((run) => typeof run === 'function') ? 'call' : 'wire';
}

export interface Entry extends Pick<ArrangedVariant, 'id' | 'run'> {
  /** Whether it changes data, which is then taken back after each execution. */
  readonly writes: boolean;
  readonly clock: Clock;
}

/**
 * What takes part in turns, on a connection of its own.
 *
 * @param set of parameters for its first execution
 * @returns with how long that ran, in seconds
 */
export async function contestantOn(
  db: Connection,
  { id, run, writes, clock }: Entry,
  set: ParameterSet,
): Promise<{ readonly contestant: Contestant; readonly seconds: number }> {
  const runner = runnerOn(db, run);
  const execute = straight(runner, clock === 'wire' ? wireOf(db) : call);
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

function straight(runner: Runner, watch: Stopwatch): Contestant['execute'] {
  return (set, now) => watch.time(runner.ready(set), now);
}

/** For what changes data: each execution finds what the first one found. Neither BEGIN nor ROLLBACK is timed. */
function takenBack(db: Connection, execute: Contestant['execute']): Contestant['execute'] {
  return (set, now) => rolledBack(db, () => execute(set, now));
}

const call: Stopwatch = {
  async time(work, now) {
    const began = now();
    await work();
    return now() - began;
  },
};
