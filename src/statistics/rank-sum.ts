import { normalQuantile } from './normal.ts';

/** Up to this many values on either side the distribution is computed exactly, as in R's `wilcox.test`. */
const exactBelow = 50;

/**
 * The rank of the smallest and of the largest difference that bound an interval for the shift between two samples:
 * the largest c with P(U ≤ c − 1) ≤ tail, U being the Mann-Whitney statistic of samples of n and m without ties.
 * 0 where even P(U = 0) is more than that.
 *
 * Source: H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger
 * than the other, Annals of Mathematical Statistics 18, 1947.
 */
export function rankSumCritical(n: number, m: number, tail: number): number {
  if (Math.max(n, m) >= exactBelow) {
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

/** In how many of the orders of n + m values U is 0, 1, … n·m, by choosing n of the ranks 1 … n + m, rank by rank. */
function waysOf(n: number, m: number): Float64Array {
  const chosen = Array.from({ length: n + 1 }, () => new Float64Array(n * m + 1));
  chosen[0]?.fill(1, 0, 1);
  for (let rank = 1; rank <= n + m; rank += 1) {
    // The k-th rank to be chosen adds to U what lies below it unchosen: rank − k. Downwards, so that none is chosen twice.
    for (let k = Math.min(n, rank); k >= Math.max(1, rank - m); k -= 1) {
      const fewer = chosen[k - 1];
      const more = chosen[k]?.map((ways, u) => ways + (fewer?.[u - (rank - k)] ?? 0));
      if (more) chosen[k] = more;
    }
  }
  return chosen[n] ?? new Float64Array();
}
