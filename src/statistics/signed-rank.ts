import { midranks } from './midranks.ts';
import { normalP, normalQuantile } from './normal.ts';
import { walshCount } from './walsh.ts';

/** Up to this many values the distribution is computed exactly; beyond, the normal approximation errs by less than 1e-4. */
const exactUpTo = 200;

/** The smallest two-sided p-value that n values can have: that of all of them on one side of 0. */
export function smallestP(n: number): number {
  return 2 ** (1 - n);
}

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
  const key = `${n} ${tail}`;
  const critical = remembered.get(key) ?? exactCritical(n, tail);
  remembered.set(key, critical);
  return critical;
}

/** A run asks for the same few again and again. */
const remembered = new Map<string, number>();

function exactCritical(n: number, tail: number): number {
  let cumulative = 0;
  for (const [sum, probability] of signedRankDistribution(n).entries()) {
    cumulative += probability;
    if (cumulative > tail) return sum;
  }
  return 0;
}

/**
 * The two-sided p-value of Wilcoxon's signed-rank test of "symmetric about 0": twice the tail of the sum of the ranks
 * of the positive values. Zeros are left out, as Wilcoxon did; ties share their mean rank, and the distribution given
 * those ranks is exact up to 200 values, normal beyond (by continuity and for ties corrected). 1 without values.
 *
 * Source: F. Wilcoxon (1945), as above; for ties W. J. Conover, Practical Nonparametric Statistics, section 5.7.
 */
export function signedRankP(values: readonly number[]): number {
  const positive = values.filter((value) => value > 0);
  const negative = values.filter((value) => value < 0).map((value) => -value);
  const { doubled, sum, ties } = midranks(positive, negative);
  const n = doubled.length;
  if (n === 0) return 1;
  const all = n * (n + 1);
  if (n > exactUpTo) return normalP(sum / 2 - all / 4, (all * (2 * n + 1)) / 24 - ties / 48);
  // Symmetric: turning all the signs turns the sum over.
  const tail = signDistribution(doubled).subarray(0, Math.min(sum, all - sum) + 1);
  return Math.min(1, 2 * tail.reduce((total, probability) => total + probability, 0));
}

/** P(W = w) for w = 0 … n(n + 1)/2. */
function signedRankDistribution(n: number): Float64Array {
  return signDistribution(Uint32Array.from({ length: n }, (_, i) => i + 1));
}

/**
 * P(sum = w) for all sums of whole ranks, each of which is in the sum or not, with a fair coin.
 * Halved at each step rather than counted, so that 2ⁿ never appears.
 */
function signDistribution(ranks: Uint32Array): Float64Array {
  const distribution = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 1));
  distribution[0] = 1;
  let reach = 0;
  for (const rank of ranks) {
    reach += rank;
    for (let w = reach; w >= 0; w -= 1) {
      distribution[w] = ((distribution[w] ?? 0) + (distribution[w - rank] ?? 0)) / 2;
    }
  }
  return distribution;
}
