import { grid } from '../record/grid.ts';
import type { Distribution, RoundOfLoad } from '../record/load-round.ts';
import type { CapacityPoint, CapacityRecord } from '../record/load.ts';
import type { Limit } from '../suite/limit.ts';
import type { Allowance } from '../suite/scenario.ts';
import { requestsOf, validityOf } from './validity.ts';

export interface CapacitySearch {
  readonly side: string;
  readonly limit: Limit;
  readonly allowance: Allowance;
  /** Requests per second that the search begins with, and does not go beyond. */
  readonly from: number;
  readonly most: number;
  /** How close to the knee is close enough: 0.05 is five per cent of the rate. */
  readonly precision: number;
  /** For the whole search. */
  readonly seconds: number;
  /** One round of open load. */
  readonly measure: (rate: number) => Promise<RoundOfLoad>;
  /** Seconds, from anywhere. */
  readonly now: () => number;
  readonly onPoint?: (point: CapacityPoint) => void;
}

/** Up or down, until the limit holds at one rate and breaks at another. */
const step = 2;

/**
 * The highest arrival rate at which the limit holds: doubles or halves the rate until the knee lies between two
 * rates, then bisects (in the geometric sense, since rates span magnitudes). A rate that breaks is tried twice, for
 * a stall is not a limit.
 */
export async function findCapacity(search: CapacitySearch): Promise<CapacityRecord> {
  const points: CapacityPoint[] = [];
  const deadline = search.now() + search.seconds;
  let holds: number | null = null;
  let breaks: number | null = null;
  let ended: string | null = null;
  let rate = search.from;
  while (ended === null) {
    const point = await tryRate(search, rate, points);
    if (point.outcome === 'invalid')
      ended = `at ${round(rate)} requests/s the measurement is invalid: ${point.reason}`;
    else if (point.outcome === 'holds') holds = rate;
    else breaks = rate;
    if (holds !== null && breaks !== null && breaks / holds <= 1 + search.precision) break;
    if (holds !== null && holds >= search.most)
      ended ??= `the limit holds at ${round(search.most)} requests/s, where the search ends`;
    if (breaks !== null && breaks <= 1) ended ??= 'the limit breaks at a request per second already';
    if (search.now() >= deadline) ended ??= `the time of ${round(search.seconds)} s was over`;
    rate = nextRate(holds, breaks, search.most);
  }
  return { side: search.side, limit: search.limit, knee: { holds, breaks }, ended, points };
}

function nextRate(holds: number | null, breaks: number | null, most: number): number {
  if (holds === null) return Math.max(1, (breaks ?? most) / step);
  if (breaks === null) return Math.min(most, holds * step);
  return Math.sqrt(holds * breaks);
}

async function tryRate(
  search: CapacitySearch,
  rate: number,
  points: CapacityPoint[],
): Promise<CapacityPoint> {
  const attempt = async (): Promise<CapacityPoint> => {
    const point = judge(await search.measure(rate), rate, search.limit, search.allowance);
    points.push(point);
    search.onPoint?.(point);
    return point;
  };
  const first = await attempt();
  return first.outcome === 'breaks' ? attempt() : first;
}

/**
 * Whether the limit held. Latencies count from when a request was due, else a server that makes the client wait would
 * look better than it is. Requests that are dropped, fail or time out break the limit: under open load they are how a
 * server that cannot keep up shows. Only the generator's own trouble makes the measurement invalid.
 */
function judge(load: RoundOfLoad, rate: number, limit: Limit, allowance: Allowance): CapacityPoint {
  const times = load.total.scheduled ?? load.total.service;
  const point = {
    rate,
    achieved: load.total.answered / load.seconds,
    p50: times === null ? null : at(times, 0.5),
    p95: times === null ? null : at(times, 0.95),
  };
  if (requestsOf(load) === 0) return { ...point, outcome: 'invalid', reason: 'no request was sent' };
  const validity = validityOf(load, allowance);
  // Few samples are what a low rate gives; the quantile is then the slowest of them, which errs on the safe side.
  const reasons =
    validity.outcome === 'valid' ? [] : validity.reasons.filter(({ about }) => about !== 'samples');
  const generator = reasons.find(({ about }) => about === 'generator');
  if (generator !== undefined) return { ...point, outcome: 'invalid', reason: generator.sentence };
  const value = times === null ? Infinity : at(times, limit.quantile);
  const reason = reasons[0]?.sentence ?? (value > limit.seconds ? passed(value, limit) : null);
  return { ...point, outcome: reason === null ? 'holds' : 'breaks', reason };
}

function passed(value: number, { quantile, seconds }: Limit): string {
  return `p${quantile * 100} was ${milliseconds(value)}, and may be ${milliseconds(seconds)}`;
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}

function at({ quantiles }: Distribution, quantile: number): number {
  return quantiles[grid.indexOf(quantile)] ?? Infinity;
}

function round(value: number): string {
  return String(Math.round(value));
}
