import { normalQuantile } from './normal.ts';

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
