import { incompleteBeta } from './beta.ts';

/**
 * The two-sided p-value of Welch's t test of "both samples have the same mean", whose variances may differ.
 * 1 with fewer than two values on either side, which are no evidence; two constant series differ (0) or do not (1).
 *
 * Source: B. L. Welch, The generalization of "Student's" problem when several different population variances are
 * involved, Biometrika 34, 1947; the t distribution by the beta function as in M. Abramowitz, I. A. Stegun, Handbook
 * of Mathematical Functions, 26.7.1.
 */
export function welch(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2 || y.length < 2) return 1;
  const [a, b] = [moments(x), moments(y)];
  const difference = (a.mean - b.mean) ** 2;
  const error = a.error + b.error;
  if (error === 0) return difference === 0 ? 1 : 0;
  const freedom = error ** 2 / (a.error ** 2 / (x.length - 1) + b.error ** 2 / (y.length - 1));
  const t2 = difference / error;
  return incompleteBeta(freedom / (freedom + t2), freedom / 2, 0.5);
}

/** The mean, and the variance of the mean. */
function moments(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: squares / (n - 1) / n };
}
