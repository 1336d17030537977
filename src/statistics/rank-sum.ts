import { midranks } from './midranks.ts';
import { normalP, normalQuantile } from './normal.ts';

/** Up to this many values on either side all counts are below 2⁵³; beyond, the approximation is right to two ranks. */
const exactUpTo = 25;

/**
 * The rank of the smallest and of the largest difference that bound an interval for the shift between two samples:
 * the largest c with P(U ≤ c − 1) ≤ tail, U being the Mann-Whitney statistic of samples of n and m without ties.
 * 0 where even P(U = 0) is more than that.
 *
 * Source: H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger
 * than the other, Annals of Mathematical Statistics 18, 1947.
 */
export function rankSumCritical(n: number, m: number, tail: number): number {
  if (Math.max(n, m) > exactUpTo) {
    const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
    return Math.max(0, Math.floor((n * m) / 2 + normalQuantile(tail) * deviation + 0.5));
  }
  const ways = waysOf(n, m);
  const all = ways.reduce((sum, count) => sum + count, 0);
  let cumulative = 0;
  for (const [u, count] of ways.entries()) {
    cumulative += count / all;
    if (cumulative > tail) return u;
  }
  return 0;
}

/**
 * In how many of the orders of n + m values U is 0, 1, … n·m: the coefficients of the product of
 * (1 − qᵐ⁺ⁱ) / (1 − qⁱ) over i = 1 … n.
 *
 * Source: E. F. Harding, An efficient, minimal-storage procedure for calculating the Mann-Whitney U, generalized U and
 * similar distributions, Applied Statistics 33(1), 1984.
 */
function waysOf(n: number, m: number): readonly number[] {
  const ways: number[] = Array.from({ length: n * m + 1 }, (_, u) => (u === 0 ? 1 : 0));
  for (let i = 1; i <= n; i += 1) {
    for (let u = n * m; u >= m + i; u -= 1) ways[u] = (ways[u] ?? 0) - (ways[u - m - i] ?? 0);
    for (let u = i; u <= n * m; u += 1) ways[u] = (ways[u] ?? 0) + (ways[u - i] ?? 0);
  }
  return ways;
}

/**
 * The two-sided p-value of the rank-sum test of "both samples come from the same distribution": twice the smaller tail
 * of the sum of the ranks of x. Exact up to 25 values on either side, given the ranks that ties share; normal beyond,
 * corrected for continuity and for ties. 1 where a side is empty.
 *
 * Source: H. B. Mann, D. R. Whitney (1947), as above; for ties W. J. Conover, Practical Nonparametric Statistics,
 * section 5.1.
 */
export function rankSumP(x: readonly number[], y: readonly number[]): number {
  if (x.length === 0 || y.length === 0) return 1;
  const { doubled, sum, ties } = midranks(x, y);
  const n = doubled.length;
  if (Math.max(x.length, y.length) > exactUpTo) {
    const variance = ((x.length * y.length) / 12) * (n + 1 - ties / (n * (n - 1)));
    return normalP((sum - x.length * (n + 1)) / 2, variance);
  }
  const ways = subsetSums(doubled, x.length);
  // Ties can make it asymmetric, so both tails are counted.
  const tail = Math.min(total(ways.subarray(0, sum + 1)), total(ways.subarray(sum)));
  return Math.min(1, (2 * tail) / total(ways));
}

function total(ways: Float64Array): number {
  return ways.reduce((sum, some) => sum + some, 0);
}

/**
 * In how many ways `size` of the ranks sum to 0, 1, …: the distribution of the rank sum given the ranks. At most
 * the number of ways to take 25 of 50, so that all counts are exact.
 *
 * Source: M. Pagano, D. Tritchler, On obtaining permutation distributions in polynomial time, Journal of the American
 * Statistical Association 78, 1983.
 */
function subsetSums(ranks: Uint32Array, size: number): Float64Array {
  const width = ranks.reduce((sum, rank) => sum + rank, 1);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(width));
  ways[0]?.fill(1, 0, 1);
  for (const rank of ranks) {
    for (let chosen = size; chosen >= 1; chosen -= 1) {
      const [without, more] = [ways[chosen - 1], ways[chosen]];
      if (without === undefined || more === undefined) continue;
      for (let sum = width - 1; sum >= rank; sum -= 1)
        more[sum] = (more[sum] ?? 0) + (without[sum - rank] ?? 0);
    }
  }
  return ways[size] ?? new Float64Array();
}
