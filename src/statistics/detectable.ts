import { normalQuantile } from './normal.ts';

/** The chance with which a change of the detectable size would be found. */
export const power = 0.9;

/**
 * The smallest true shift that is found with a chance of `power`, where that takes an estimate that is significant in a
 * two-sided test, and at least as large as what counts. The estimate must come to the larger of z₁₋α⸝₂ · standard error and
 * `least`; a normal one does so with this chance where the shift is z_power standard errors beyond.
 *
 * Source: H. S. Bloom, Minimum detectable effects, Evaluation Review 19(5), 1995, which is the case of `least` = 0:
 * (z₁₋α⸝₂ + z_power) · standard error.
 *
 * @param least the smallest estimate that counts
 */
export function detectableShift(standardError: number, alpha: number, least: number): number {
  const estimate = Math.max(normalQuantile(1 - alpha / 2) * standardError, least);
  return estimate + normalQuantile(power) * standardError;
}

/**
 * The standard error that an interval amounts to, whatever the distribution.
 *
 * Source: E. L. Lehmann, Nonparametric confidence intervals for a shift parameter,
 * Annals of Mathematical Statistics 34, 1963.
 */
export function standardErrorOf(
  interval: { readonly low: number; readonly high: number },
  level: number,
): number {
  return (interval.high - interval.low) / (2 * normalQuantile((1 + level) / 2));
}
