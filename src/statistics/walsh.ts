import { smallest } from './smallest.ts';

/** How many Walsh averages (xᵢ + xⱼ) / 2, i ≤ j, there are of n values. */
export function walshCount(n: number): number {
  return (n * (n + 1)) / 2;
}

/**
 * The k-th smallest (k from 1) of the Walsh averages of values in ascending order, without listing them:
 * O(n) for each step of the bisection.
 *
 * Source of the idea: J. F. Monahan, Algorithm 616: Fast computation of the Hodges-Lehmann location estimator,
 * ACM Transactions on Mathematical Software 10(3), 1984.
 */
export function walshAverage(ascending: readonly number[], k: number): number {
  const low = ascending.at(0) ?? Number.NaN;
  const high = ascending.at(-1) ?? Number.NaN;
  return smallest(low, high, (x) => atMost(ascending, x) >= k);
}

/** How many Walsh averages are at most x: for each i the largest j, which only moves down as i moves up. */
function atMost(ascending: readonly number[], x: number): number {
  let count = 0;
  let j = ascending.length - 1;
  for (let i = 0; i <= j; i += 1) {
    while (j >= i && ((ascending[i] ?? 0) + (ascending[j] ?? 0)) / 2 > x) j -= 1;
    count += j - i + 1;
  }
  return count;
}
