import type { Burst, GateSideName, Pair } from '../record/gate.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Random } from '../suite/random.ts';
import type { BurstAnswer } from './burst-order.ts';
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
  readonly connections: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

export interface RoutePairs {
  readonly pairs: Pair[];
  /** CPU that making the load took, in cores, on average. */
  readonly cpu: number;
}

/** statistics.md: 300 requests a side; fewer where they take long, and never too few for a p95. */
const burst = { fewest: 72, most: 300, seconds: 0.2 } as const;
/**
 * Until p50 is flat, and no longer than this on both sides together, in seconds. Both sides are warmed up alike, so that
 * too little of it makes the answer less certain, and not wrong.
 */
const warmUp = {
  burst: { fewest: 10, most: 100, seconds: 0.05 },
  bursts: 40,
  window: 5,
  flat: 1.05,
  seconds: 4,
} as const;

/**
 * Bursts on base and head in turns, one side loaded at a time, with the same requests for both sides of a pair and the
 * order by coin; warmed up before, until neither side gets quicker.
 *
 * @param count of pairs
 * @throws what the client throws
 */
export async function takeRoutePairs(pair: RoutePair, count: number): Promise<RoutePairs> {
  const length = pair.traffic.requests.filter(({ route }) => route === pair.route).length;
  const size = await warm(pair);
  const pairs: Pair[] = [];
  const cpu: number[] = [];
  let offset = Math.floor(pair.random.next() * length);
  for (let i = 0; i < count; i++) {
    pair.signal.throwIfAborted();
    const first: GateSideName = pair.random.next() < 0.5 ? 'base' : 'head';
    const asked = { offset, count: size };
    const one = await ask(pair, first, asked);
    const other = await ask(pair, opposite(first), asked);
    cpu.push(...[one, other].flatMap((answer) => answer?.cpu ?? []));
    const [base, head] = first === 'base' ? [one, other] : [other, one];
    pairs.push({ first, base: base?.burst ?? nothing, head: head?.burst ?? nothing });
    offset = (offset + size) % length;
  }
  return { pairs, cpu: cpu.reduce((sum, one) => sum + one, 0) / Math.max(1, cpu.length) };
}

/** @returns how many requests a burst is to have */
async function warm(pair: RoutePair): Promise<number> {
  const began = performance.now();
  const medians: Record<GateSideName, number[]> = { base: [], head: [] };
  let [count, size, offset] = [warmUp.burst.fewest as number, burst.fewest as number, 0];
  for (let i = 0; i < warmUp.bursts; i++) {
    const asked = { offset, count };
    for (const side of ['base', 'head'] as const) {
      pair.signal.throwIfAborted();
      const answered = (await ask(pair, side, asked))?.burst;
      if (answered === undefined) continue;
      // What fails will fail in the counted bursts too, where it is seen.
      if (answered.micros.length === 0) return burst.fewest;
      medians[side].push(quantile(answered.micros, 0.5));
      count = countFor(answered, warmUp.burst);
      size = countFor(answered, burst);
    }
    offset += asked.count;
    const enough = (pair.urls.base === null || isFlat(medians.base)) && isFlat(medians.head);
    if (enough || performance.now() - began > warmUp.seconds * 1000) break;
  }
  return size;
}

function isFlat(medians: readonly number[]): boolean {
  const { window, flat } = warmUp;
  if (medians.length < 2 * window) return false;
  const latest = quantile(medians.slice(-window), 0.5);
  const before = quantile(medians.slice(-2 * window, -window), 0.5);
  return Math.max(latest / before, before / latest) < flat;
}

/** As many requests as take about so long. */
function countFor(
  { micros, seconds }: Burst,
  plan: { readonly fewest: number; readonly most: number; readonly seconds: number },
): number {
  const wanted = Math.round((plan.seconds * micros.length) / seconds);
  return Math.min(plan.most, Math.max(plan.fewest, wanted));
}

/** @returns null of a side that is not there */
async function ask(
  { client, urls, file, route, connections }: RoutePair,
  side: GateSideName,
  asked: { readonly offset: number; readonly count: number },
): Promise<BurstAnswer | null> {
  const url = urls[side];
  return url === null ? null : client.burst({ url, file, route, connections, ...asked });
}

const nothing: Burst = { micros: [], mishaps: {}, seconds: 0 };

function opposite(side: GateSideName): GateSideName {
  return side === 'base' ? 'head' : 'base';
}
