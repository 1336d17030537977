import type { Connection } from '../database/connect.ts';
import { BenchError } from '../errors.ts';
import type { LoadRound } from '../record/load.ts';
import type { Random } from '../suite/random.ts';
import type { Allowance } from '../suite/scenario.ts';
import type { LoadDriver } from './driver.ts';
import { startSampling } from './sampler.ts';
import type { RunningTarget } from './target.ts';
import type { PreparedTraffic } from './traffic.ts';
import { validityOf } from './validity.ts';

/** An API that takes turns with the others; all are up the whole time, one is under load. */
export interface Contender {
  readonly id: string;
  readonly target: RunningTarget;
  /** Its requests: the same for all, unless their databases gave them different identities. */
  readonly traffic: PreparedTraffic;
  /** The same traffic as a file. */
  readonly file: string;
  /** A connection to its database that nobody else uses; null leaves out what only the server knows. */
  readonly db: Connection | null;
}

export interface Turns {
  readonly sides: readonly Contender[];
  readonly driver: LoadDriver;
  /** Of each side: those that are kept, and those before them that are not. */
  readonly rounds: number;
  readonly warmUp: number;
  readonly allowance: Allowance;
  /** The server's first process; null where it is on another machine. */
  readonly databasePid: number | null;
  /** Decides the order of each pair. */
  readonly random: Random;
  readonly signal?: AbortSignal;
  readonly onProgress: (sentence: string) => void;
  /** Told each round that is kept, as soon as it is finished. */
  readonly onRound: (round: LoadRound) => void;
}

/**
 * Puts the sides under load in turns: rounds of a few seconds, the order within each pair by coin, so that whatever
 * the machine does at that moment meets both (statistics.md). A side whose API is gone, or answers nothing as
 * expected, is left out from then on.
 *
 * @returns why a side was left out, by its id
 * @throws the signal's reason where it was aborted; `onRound` has what was finished
 */
export async function takeTurns(turns: Turns): Promise<ReadonlyMap<string, string>> {
  const began = performance.now();
  const failures = new Map<string, string>();
  const lost = watchTargets(turns.sides);
  const total = turns.warmUp + turns.rounds;
  for (let pair = 0; pair < total; pair++) {
    const kept = pair - turns.warmUp;
    for (const side of shuffled(turns.sides, turns.random)) {
      if (failures.has(side.id) || (failures.size > 0 && turns.sides.length - failures.size < 2)) continue;
      turns.signal?.throwIfAborted();
      turns.onProgress(`${side.id}, ${kept < 0 ? 'warm-up' : `round ${kept + 1} of ${turns.rounds}`}`);
      const at = (performance.now() - began) / 1000;
      const finished = await oneRound(turns, side, pair);
      if (typeof finished === 'string') {
        failures.set(side.id, finished);
        continue;
      }
      if (kept >= 0) turns.onRound({ at, pair: kept, side: side.id, ...finished });
      const trouble = lost.get(side.id) ?? hopeless(finished);
      if (trouble !== undefined) failures.set(side.id, trouble);
    }
  }
  return failures;
}

type Finished = Omit<LoadRound, 'at' | 'pair' | 'side'>;

/** The round, or why there is none. */
async function oneRound(turns: Turns, side: Contender, pair: number): Promise<Finished | string> {
  const { target, traffic, file, db } = side;
  const { url, pid: apiPid } = target;
  const sampling = await startSampling({ db, databasePid: turns.databasePid, apiPid, url });
  try {
    const { signal, allowance } = turns;
    // All sides of a pair begin with the same request, and no two pairs with the same.
    const offset = Math.floor((pair * traffic.requests.length) / (turns.warmUp + turns.rounds));
    const request = { url, traffic, file, offset };
    const round = await turns.driver(signal === undefined ? request : { ...request, signal });
    const server = await sampling.finish(round.startedAt, round.startedAt + round.seconds);
    return { round, server, validity: validityOf(round, allowance) };
  } catch (error) {
    await sampling.finish(0, 0);
    if (error instanceof BenchError && error.code === 'generator-failed') return error.message;
    throw error;
  }
}

/** Where nothing at all is answered as expected, more rounds would find nothing else. */
function hopeless({ round, validity }: Finished): string | undefined {
  if (round.total.answered > 0 || validity.outcome === 'valid') return undefined;
  return validity.reasons[0]?.sentence;
}

/** By side, why its API is gone; filled as it happens. */
function watchTargets(sides: readonly Contender[]): ReadonlyMap<string, string> {
  const lost = new Map<string, string>();
  for (const { id, target } of sides) {
    void target.lost.then((how) => lost.set(id, `the API went away (${how})`));
  }
  return lost;
}

/** Every order equally likely (Fisher and Yates): for two sides, a fair coin. */
function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random.next() * left.length), 1)[0] as Item);
}
