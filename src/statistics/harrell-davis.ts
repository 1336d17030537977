import { incompleteBeta } from './beta.ts';

/**
 * The Harrell-Davis estimate of the q-quantile, 0 < q < 1: all order statistics, weighted by how likely each is
 * to be the quantile. Steadier than one order statistic in the small samples of a round. NaN without values.
 *
 * Source: F. E. Harrell, C. E. Davis, A new distribution-free quantile estimator, Biometrika 69(3), 1982.
 */
export function harrellDavis(values: readonly number[], q: number): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const [a, b] = [(n + 1) * q, (n + 1) * (1 - q)];
  let estimate = 0;
  let below = 0;
  for (const [i, value] of values.toSorted((x, y) => x - y).entries()) {
    const upTo = incompleteBeta((i + 1) / n, a, b);
    estimate += (upTo - below) * value;
    below = upTo;
  }
  return estimate;
}
