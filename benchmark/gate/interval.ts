import { incompleteBeta } from '../../src/statistics/beta.ts';

/** A share, and between what it may well be: the 95 % interval. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of `hits` among `count` independent trials with its exact interval; neither has to be whole. NaN and 0 … 1
 * without trials.
 *
 * Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
 * Biometrika 26, 1934; by the beta distribution as in L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16, 2001.
 */
export function clopperPearson(hits: number, count: number, level = 0.95): Share {
  const tail = (1 - level) / 2;
  if (count === 0) return { share: Number.NaN, low: 0, high: 1 };
  return {
    share: hits / count,
    low: hits <= 0 ? 0 : betaQuantile(tail, hits, count - hits + 1),
    high: hits >= count ? 1 : betaQuantile(1 - tail, hits + 1, count - hits),
  };
}

/** By halving, to a billionth. */
function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, Math.max(0.5, a), Math.max(0.5, b)) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
