/** Beyond this many standard deviations a double cannot tell the probability from 0 or 1. */
const edge = 8.3;

/**
 * P(Z ≤ z) of the standard normal distribution, to about 1e-15 (absolute).
 *
 * Source: G. Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11(4), 2004:
 * Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …).
 */
export function normalCdf(z: number): number {
  if (z <= -edge) return 0;
  if (z >= edge) return 1;
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Number.EPSILON * 0.1 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}

/** The density φ(z) of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z ≤ z) = p: the inverse of {@link normalCdf}, to about 1e-12 for p in [1e-9, 1 − 1e-9].
 *
 * Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.2.23 (right to 4.5e-4), which Newton's
 * method then makes exact.
 */
export function normalQuantile(p: number): number {
  // The lower tail keeps its digits; the upper one would lose them in 1 − p.
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 3; step += 1) z -= (normalCdf(z) - p) / normalDensity(z);
  return z;
}

/**
 * The two-sided p-value of a rank statistic that is so far from its mean, by the normal distribution with a correction
 * of ½ for continuity; right to about 1e-15 (absolute), so that the smallest are 0.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition, sections 5.1 and 5.7.
 *
 * @param variance 0 where all values are tied, which is no evidence.
 */
export function normalP(distance: number, variance: number): number {
  const beyond = Math.abs(distance) - 0.5;
  return beyond <= 0 ? 1 : 2 * normalCdf(-beyond / Math.sqrt(variance));
}
