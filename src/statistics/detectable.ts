import { normalQuantile } from './normal.ts';

/** The chance with which a change of the detectable size would be found. */
export const power = 0.9;

/**
 * The smallest true shift that a two-sided test finds with a chance of `power`.
 *
 * Source: H. S. Bloom, Minimum detectable effects, Evaluation Review 19(5), 1995: (z₁₋α⸝₂ + z_power) · standard error.
 */
export function detectableShift(standardError: number, alpha: number): number {
  return (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * standardError;
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
