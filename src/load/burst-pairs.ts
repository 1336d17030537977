import type { Burst, Pair } from '../record/gate.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Random } from '../suite/random.ts';
import type { PairAnswer } from './burst-order.ts';
import type { BurstClient } from './burst.ts';
import type { PreparedTraffic } from './traffic.ts';

/** A route of two APIs that are up. */
export interface RoutePair {
  readonly client: BurstClient;
  /** The base's is null where the head is loaded alone. */
  readonly urls: { readonly base: string | null; readonly head: string };
  readonly traffic: PreparedTraffic;
  /** The same traffic as a file. */
  readonly file: string;
  /** Index of the route. */
  readonly route: number;
  /** To each side. */
  readonly connections: number;
  /** In a block, at most. */
  readonly most: number;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Whether one of them went away: there are no more pairs then. */
  readonly gone: () => boolean;
}

export interface RoutePairs {
  readonly pairs: readonly Pair[];
  /** CPU that making the load took, in cores, on average. */
  readonly cpu: number;
}

/** statistics.md: 300 requests a side; fewer where they take long, and never too few for a p95. */
const burst = { fewest: 72, most: 300, seconds: 0.2 } as const;
/** Pairs of a block take about so many seconds, where that is less than as many as there may be. */
const block = { fewest: 1, seconds: 4 } as const;
/**
 * Until p50 is flat, and no longer than this on both sides together, in seconds. Both sides are warmed up alike, so that
 * too little of it makes the answer less certain, and not wrong.
 */
const warmUp = {
  burst: { fewest: 10, most: 100, seconds: 0.05 },
  bursts: 40,
  window: 5,
  flat: 1.1,
  seconds: 3,
} as const;

/**
 * Pairs of bursts, which take turns request by request; warmed up before, until neither side gets quicker.
 *
 * @param left in seconds, for warming up and pairs
 * @returns where not even one pair fits into that, how long one takes, in seconds
 * @throws what the client throws
 */
export async function takeRoutePairs(pair: RoutePair, left: number): Promise<RoutePairs | number> {
  const length = pair.traffic.requests.filter(({ route }) => route === pair.route).length;
  const began = performance.now();
  const { size, seconds } = await warm(pair);
  const spent = (performance.now() - began) / 1000;
  if (seconds > left - spent) return seconds;
  const count = countFor(seconds, { ...block, most: pair.most });
  const pairs: Pair[] = [];
  const cpu: number[] = [];
  let offset = Math.floor(pair.random.next() * length);
  for (let i = 0; i < count; i++) {
    const taken = await ask(pair, { offset, count: size });
    cpu.push(taken.cpu);
    pairs.push({ base: taken.base ?? nothing, head: taken.head });
    offset = (offset + size) % length;
    // The pair in which it went away says what became of its requests; others would say it again.
    if (pair.gone()) break;
  }
  return { pairs, cpu: cpu.reduce((sum, one) => sum + one, 0) / cpu.length };
}

/** What a pair is to be like. */
interface Plan {
  /** Of each burst, in requests. */
  readonly size: number;
  /** That the pair will take. */
  readonly seconds: number;
}

async function warm(pair: RoutePair): Promise<Plan> {
  const began = performance.now();
  const medians: readonly number[][] = [[], []];
  let plan: Plan = { size: burst.fewest, seconds: 0 };
  let [count, offset] = [warmUp.burst.fewest as number, 0];
  for (let i = 0; i < warmUp.bursts; i++) {
    const { base, head } = await ask(pair, { offset, count });
    const sides = base === null ? [head] : [head, base];
    // What fails will fail in the counted bursts too, where it is seen: one pair of them is enough for that.
    if (sides.some(({ micros }) => micros.length === 0)) return { ...plan, seconds: block.seconds };
    for (const [side, { micros }] of sides.entries()) medians[side]?.push(quantile(micros, 0.5));
    const paces = sides.map(({ micros, seconds }) => seconds / micros.length);
    const size = countFor(Math.max(...paces), burst);
    plan = { size, seconds: size * paces.reduce((sum, pace) => sum + pace, 0) };
    offset += count;
    count = countFor(Math.max(...paces), warmUp.burst);
    const spent = (performance.now() - began) / 1000;
    if (medians.slice(0, sides.length).every(isFlat) || spent > warmUp.seconds) break;
  }
  return plan;
}

function isFlat(medians: readonly number[]): boolean {
  const { window, flat } = warmUp;
  if (medians.length < 2 * window) return false;
  const latest = quantile(medians.slice(-window), 0.5);
  const before = quantile(medians.slice(-2 * window, -window), 0.5);
  return Math.max(latest / before, before / latest) < flat;
}

/** As many as take about so long, if one of them takes `pace` seconds. */
function countFor(
  pace: number,
  plan: { readonly fewest: number; readonly most: number; readonly seconds: number },
): number {
  return Math.min(plan.most, Math.max(plan.fewest, Math.round(plan.seconds / pace)));
}

async function ask(
  { client, urls, file, route, connections, random, signal }: RoutePair,
  asked: { readonly offset: number; readonly count: number },
): Promise<PairAnswer> {
  signal.throwIfAborted();
  const seed = Math.floor(random.next() * 2 ** 32);
  return client.pair({ urls, file, route, connections, seed, ...asked });
}

const nothing: Burst = { micros: [], mishaps: {}, seconds: 0 };
