import { incompleteBeta } from './beta.ts';

/**
 * The Harrell-Davis estimate of the q-quantile, 0 < q < 1: all order statistics, weighted by how likely each is
 * to be the quantile. Steadier than one order statistic in the small samples of a round. NaN without values.
 *
 * Source: F. E. Harrell, C. E. Davis, A new distribution-free quantile estimator, Biometrika 69(3), 1982.
 */
export function harrellDavis(values: readonly number[], q: number): number {
  if (values.length === 0) return Number.NaN;
  const weights = weightsOf(values.length, q);
  return values.toSorted((a, b) => a - b).reduce((sum, value, i) => sum + (weights[i] ?? 0) * value, 0);
}

/** The mass that the beta distribution of the quantile's rank has in each n-th part of [0, 1]. */
function weightsOf(n: number, q: number): readonly number[] {
  const key = `${n} ${q}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const upTo = Array.from({ length: n + 1 }, (_, i) => incompleteBeta(i / n, (n + 1) * q, (n + 1) * (1 - q)));
  const weights = upTo.slice(1).map((mass, i) => mass - (upTo[i] ?? 0));
  remembered.set(key, weights);
  return weights;
}

/** The rounds of a run are of few sizes, and there are many of them. */
const remembered = new Map<string, readonly number[]>();
