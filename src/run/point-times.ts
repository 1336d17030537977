import { farOff } from '../load/capacity-point.ts';
import { timesOf, type RoundTimes } from '../load/pacing.ts';
import { mostOfSearch } from '../record/search-end.ts';
import { fewestBounded } from '../statistics/order-interval.ts';
import type { Limit } from '../suite/limit.ts';
import type { Scenario } from '../suite/scenario.ts';

/** In seconds: how long a point of a search is measured where requests are many, and the load before that. */
const usual = { seconds: 3, settle: 1 };

/** A point of few requests takes longer, in seconds, or in parts of the whole search where that is more. */
const mostOfPoint = { seconds: 12, share: mostOfSearch };

/** How the points of a search are measured, which lasts so many seconds. */
export function pointTimes(scenario: Scenario, limit: Limit, searched: number): RoundTimes {
  const { seconds, settle, timeout } = timesOf(scenario);
  return {
    seconds: Math.min(usual.seconds, seconds),
    longest: Math.max(mostOfPoint.seconds, mostOfPoint.share * searched),
    settle: Math.min(usual.settle, settle),
    // What takes longer has missed the limit by far, and nothing is gained by waiting for it.
    timeout: Math.max(1, Math.min(timeout, limit.seconds * farOff)),
  };
}

/** Requests that may begin before or after the counted time, at its edges. */
const edges = 2;

function neededFor({ quantile }: Limit): number {
  return fewestBounded(quantile) + edges;
}

/** How long a point at a rate is measured: until the limit's quantile has the requests that bound it, if there is time. */
export function pointSeconds(rate: number, limit: Limit, times: RoundTimes): number {
  const needed = Math.ceil((10 * neededFor(limit)) / rate) / 10;
  return Math.min(times.longest, Math.max(times.seconds, needed));
}

/** Requests per second below which there is no time for that: a search had better not begin there. */
export function lowestBounded(limit: Limit, times: RoundTimes): number {
  return neededFor(limit) / times.longest;
}
