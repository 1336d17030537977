import { smallest } from './smallest.ts';

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
  for (let k = 3, before = Number.NaN; sum !== before; k += 2) {
    before = sum;
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}

/** The density φ(z) of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The z with P(Z ≤ z) = p: the inverse of {@link normalCdf}, for p in [1e-15, 1 − 1e-15]. */
export function normalQuantile(p: number): number {
  // The lower tail keeps its digits; the upper one would lose them in 1 − p.
  return p > 0.5 ? -normalQuantile(1 - p) : smallest(-edge, 0, (z) => normalCdf(z) >= p);
}
