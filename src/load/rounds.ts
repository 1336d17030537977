import type { Connection } from '../database/connect.ts';
import { BenchError } from '../errors.ts';
import type { LoadRound, RoundOfLoad } from '../record/load-round.ts';
import type { Random } from '../suite/random.ts';
import type { Allowance } from '../suite/scenario.ts';
import type { LoadDriver } from './driver.ts';
import { restAfterRound } from './quiet.ts';
import { roundLength } from './round-length.ts';
import { startSampling } from './sampler.ts';
import type { RunningTarget } from './target.ts';
import type { PreparedTraffic } from './traffic.ts';
import { requestsOf, validityOf } from './validity.ts';

/** An API that takes turns with the others; all are up the whole time, one is under load. */
export interface Contender {
  readonly id: string;
  readonly target: RunningTarget;
  /** Ends it at once and starts it anew on the same data; absent where it is somebody else's. */
  readonly restart?: () => Promise<RunningTarget>;
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
  /** How long a side's rounds may become where it answers slowly, in seconds; as the traffic says if absent. */
  readonly longest?: number;
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
 * the machine does at that moment meets both (statistics.md). A side whose API is gone, or whose requests mostly fail,
 * ends the turns with that pair: without it there is nothing to compare.
 *
 * @returns why a side could not go on, by its id
 * @throws the signal's reason where it was aborted; `onRound` has what was finished
 */
export async function takeTurns(turns: Turns): Promise<ReadonlyMap<string, string>> {
  const began = performance.now();
  const failures = new Map<string, string>();
  const sides = turns.sides.map((side) => up(side, failures));
  for (const side of sides) void side.watch();
  const inARow = new Map<string, number>();
  const total = turns.warmUp + turns.rounds;
  for (let pair = 0; pair < total && failures.size === 0; pair++) {
    const kept = pair - turns.warmUp;
    for (const side of shuffled(sides, turns.random)) {
      if (failures.has(side.id)) continue;
      turns.signal?.throwIfAborted();
      turns.onProgress(`${side.id}, ${kept < 0 ? 'warm-up' : `round ${kept + 1} of ${turns.rounds}`}`);
      const at = (performance.now() - began) / 1000;
      const { process } = side;
      const finished = await oneRound(turns, side, pair);
      if (typeof finished === 'string') {
        failures.set(side.id, finished);
        continue;
      }
      adjustLength(side, finished.round, turns);
      if (kept >= 0) turns.onRound({ at, pair: kept, side: side.id, process, ...finished });
      const trouble = mostlyWrong(finished);
      const times = trouble === undefined ? 0 : (inARow.get(side.id) ?? 0) + 1;
      inARow.set(side.id, times);
      const hopeless = times >= enoughTrouble || finished.round.total.answered === 0;
      if (trouble !== undefined && hopeless && !failures.has(side.id)) failures.set(side.id, trouble);
      if (!side.gone) await rest(side);
    }
  }
  return failures;
}

/** After so many rounds in a row in which most requests failed, more would find nothing else. */
const enoughTrouble = 2;

/** A contender, and the process that stands for it now. */
interface Up extends Contender {
  running: RunningTarget;
  /** How often it was started anew; null where it is somebody else's. */
  process: number | null;
  gone: boolean;
  /** Its rounds so far, and how long the next one is to be. */
  readonly taken: RoundOfLoad[];
  seconds: number;
  /** Settles when its process goes away by itself. */
  readonly watch: () => Promise<void>;
}

function up(side: Contender, failures: Map<string, string>): Up {
  const contender: Up = {
    ...side,
    running: side.target,
    process: side.restart === undefined ? null : 0,
    gone: false,
    taken: [],
    seconds: side.traffic.seconds,
    async watch() {
      const how = await contender.running.lost;
      contender.gone = true;
      failures.set(side.id, `the API went away (${how})`);
    },
  };
  return contender;
}

/** From the end of the warm-up on its rounds are as long as its pace so far asks for. */
function adjustLength(side: Up, round: RoundOfLoad, { warmUp, longest }: Turns): void {
  side.taken.push(round);
  const { seconds } = side.traffic;
  if (side.taken.length >= warmUp)
    side.seconds = roundLength(side.taken, { seconds, longest: longest ?? seconds });
}

async function rest(side: Up): Promise<void> {
  const anew = await restAfterRound({ ...side, target: side.running });
  if (anew === null) return;
  side.running = anew;
  side.process = (side.process ?? 0) + 1;
  void side.watch();
}

type Finished = Pick<LoadRound, 'round' | 'server' | 'validity'>;

/** The round, or why there is none. */
async function oneRound(turns: Turns, side: Up, pair: number): Promise<Finished | string> {
  const { running, traffic, file, db, seconds } = side;
  const { url, pid: apiPid } = running;
  const sampling = await startSampling({ db, databasePid: turns.databasePid, apiPid, url });
  try {
    const { signal, allowance } = turns;
    // All sides of a pair begin with the same request, and no two pairs with the same.
    const offset = Math.floor((pair * traffic.requests.length) / (turns.warmUp + turns.rounds));
    const request = { url, traffic, file, offset, seconds };
    const round = await turns.driver(signal === undefined ? request : { ...request, signal });
    const server = await sampling.finish(round.startedAt, round.startedAt + round.seconds);
    return { round, server, validity: validityOf(round, allowance) };
  } catch (error) {
    await sampling.finish(0, 0);
    if (error instanceof BenchError && error.code === 'generator-failed') return error.clause;
    throw error;
  }
}

/** Why a round in which most requests failed is no measurement; nothing where most were answered as expected. */
function mostlyWrong({ round, validity }: Finished): string | undefined {
  if (validity.outcome === 'valid' || round.total.answered * 2 >= requestsOf(round)) return undefined;
  return validity.reasons[0]?.sentence;
}

/** Every order equally likely (Fisher and Yates): for two sides, a fair coin. */
function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random.next() * left.length), 1)[0] as Item);
}
