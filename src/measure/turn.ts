import { Bench } from 'tinybench';
import type { ParameterSet } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';

/** A variant that takes part in the rounds. */
export interface Contestant {
  readonly id: string;
  /** Executes it once and says how long that took by the clock, in milliseconds. */
  execute(set: ParameterSet, now: () => number): Promise<number>;
}

/** A contestant that failed while it was timed. */
export class TurnFailure extends Error {
  override readonly name = 'TurnFailure';
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`${id} failed while it was timed`, { cause });
    this.id = id;
  }
}

export interface TurnsOptions {
  /** The i-th turn takes the i-th set, and starts again after the last. */
  readonly sets: readonly ParameterSet[];
  /** Which set the first timed turn takes. */
  readonly first: number;
  readonly warmUp: number;
  readonly turns: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/**
 * Turns, in each of which every contestant runs once with the same parameters, in an order drawn for that turn, so that
 * whatever the machine is doing strikes them alike. tinybench would run its tasks one after another; therefore one
 * task's function is a whole turn. Garbage is left to the collector: its pauses strike the contestants alike too, while
 * a forced collection would leave them with caches that no application has.
 *
 * @returns the times of the timed turns by contestant, in seconds; the i-th of each belong to one turn
 * @throws TurnFailure
 */
export async function takeTurns(
  contestants: readonly Contestant[],
  { sets, first, warmUp, turns, random, signal }: TurnsOptions,
): Promise<Record<string, number[]>> {
  let samples: Record<string, number[]> = {};
  let turn = 0;
  const bench = new Bench({
    iterations: turns,
    time: 0,
    warmup: warmUp > 0,
    warmupIterations: warmUp,
    warmupTime: 0,
    throws: true,
    setup: () => {
      samples = Object.fromEntries(contestants.map(({ id }) => [id, []]));
      turn = first;
    },
  });
  const takeTurn = async () => {
    const set = sets[turn++ % sets.length] ?? {};
    let total = 0;
    for (const contestant of shuffled(contestants, random)) {
      signal.throwIfAborted();
      const time = await executeOnce(contestant, set, bench.now);
      samples[contestant.id]?.push(toSeconds(time));
      total += time;
    }
    return { overriddenDuration: total };
  };
  bench.add('turn', takeTurn, { async: true });
  await bench.run();
  return samples;
}

async function executeOnce(contestant: Contestant, set: ParameterSet, now: () => number): Promise<number> {
  try {
    return await contestant.execute(set, now);
  } catch (error) {
    throw new TurnFailure(contestant.id, error);
  }
}

/** Milliseconds to seconds, to a tenth of a microsecond: the clock knows no more. */
export function toSeconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e4) / 1e7;
}

/** Every order with the same chance: Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    const [a, b] = [order[i], order[j]];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}
