import type { Interval } from './interval.ts';
import { rankSumCritical } from './rank-sum.ts';
import { smallest } from './smallest.ts';

/**
 * By how much `after` lies above `before`, two samples that are not paired: the median of all differences, with the
 * interval of all shifts that the exact two-sided rank-sum test does not reject. Infinite ends where the samples are
 * too small for the level; NaN as the estimate without values on both sides.
 *
 * Source: J. L. Hodges, E. L. Lehmann, Estimates of location based on rank tests,
 * Annals of Mathematical Statistics 34, 1963.
 *
 * @param level Coverage, in (0, 1).
 */
export function shiftInterval(before: readonly number[], after: readonly number[], level: number): Interval {
  const x = before.toSorted((a, b) => a - b);
  const y = after.toSorted((a, b) => a - b);
  const count = x.length * y.length;
  const lower = difference(x, y, Math.floor((count + 1) / 2));
  const estimate = count % 2 === 1 ? lower : (lower + difference(x, y, count / 2 + 1)) / 2;
  const rank = rankSumCritical(x.length, y.length, (1 - level) / 2);
  return rank === 0
    ? { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    : { estimate, low: difference(x, y, rank), high: difference(x, y, count + 1 - rank) };
}

/** The k-th smallest (k from 1) of the differences y − x of ascending samples, without listing them. */
function difference(x: readonly number[], y: readonly number[], k: number): number {
  const low = (y.at(0) ?? Number.NaN) - (x.at(-1) ?? Number.NaN);
  const high = (y.at(-1) ?? Number.NaN) - (x.at(0) ?? Number.NaN);
  return smallest(low, high, (d) => atMost(x, y, d) >= k);
}

/** How many differences are at most d: as x grows, so does the reach into y. */
function atMost(x: readonly number[], y: readonly number[], d: number): number {
  let count = 0;
  let reach = 0;
  for (const value of x) {
    while (reach < y.length && (y[reach] ?? Infinity) - value <= d) reach += 1;
    count += reach;
  }
  return count;
}
