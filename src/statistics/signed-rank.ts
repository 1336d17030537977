import { normalQuantile } from './normal.ts';
import { walshCount } from './walsh.ts';

/** Up to this many values the distribution is computed exactly; beyond, the normal approximation errs by less than 1e-4. */
const exactUpTo = 200;

/**
 * How many of the smallest and of the largest Walsh averages an interval leaves out, plus one:
 * the largest c with P(W ≤ c − 1) ≤ tail, W being Wilcoxon's signed-rank sum of n values without ties.
 * 0 where even P(W = 0) = 2⁻ⁿ is more than that.
 *
 * Source: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1(6), 1945.
 */
export function signedRankCritical(n: number, tail: number): number {
  if (n > exactUpTo) {
    const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
    return Math.max(0, Math.floor(walshCount(n) / 2 + normalQuantile(tail) * deviation + 0.5));
  }
  let cumulative = 0;
  for (const [sum, probability] of signedRankDistribution(n).entries()) {
    cumulative += probability;
    if (cumulative > tail) return sum;
  }
  return 0;
}

/**
 * P(W = w) for w = 0 … n(n + 1)/2: each rank is in the sum or not, with a fair coin.
 * Halved at each step rather than counted, so that 2ⁿ never appears.
 */
function signedRankDistribution(n: number): Float64Array {
  const distribution = new Float64Array(walshCount(n) + 1);
  distribution[0] = 1;
  for (let rank = 1; rank <= n; rank += 1) {
    for (let w = walshCount(rank); w >= 0; w -= 1) {
      distribution[w] = ((distribution[w] ?? 0) + (distribution[w - rank] ?? 0)) / 2;
    }
  }
  return distribution;
}
