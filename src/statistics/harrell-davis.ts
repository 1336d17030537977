import { ascending } from './ascending.ts';
import { incompleteBeta } from './beta.ts';

/** Weights below this change no digit of an estimate unless one value is a million times the others. */
const negligible = 1e-20;

/** The weights that count: of the order statistics from rank `from` (from 0) on. */
interface Weights {
  readonly from: number;
  readonly weights: Float64Array;
}

/**
 * The Harrell-Davis estimate of the q-quantile, 0 < q < 1: all order statistics, weighted by how likely each is
 * to be the quantile. Steadier than one order statistic in the small samples of a round. NaN without values.
 *
 * Source: F. E. Harrell, C. E. Davis, A new distribution-free quantile estimator, Biometrika 69(3), 1982.
 */
export function harrellDavis(values: readonly number[], q: number): number {
  if (values.length === 0) return Number.NaN;
  const { from, weights } = weightsOf(values.length, q);
  const sorted = ascending(values);
  let estimate = 0;
  for (const [i, weight] of weights.entries()) estimate += weight * (sorted[from + i] ?? 0);
  return estimate;
}

/** The mass that the beta distribution of the quantile's rank has in each n-th part of [0, 1]. */
function weightsOf(n: number, q: number): Weights {
  const key = `${n} ${q}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const upTo = Array.from({ length: n + 1 }, (_, i) => incompleteBeta(i / n, (n + 1) * q, (n + 1) * (1 - q)));
  const masses = Float64Array.from(upTo.slice(1), (mass, i) => mass - (upTo[i] ?? 0));
  const from = masses.findIndex((mass) => mass >= negligible);
  const until = masses.findLastIndex((mass) => mass >= negligible) + 1;
  const found = { from, weights: masses.slice(from, until) };
  remembered.set(key, found);
  return found;
}

/** The rounds of a run are of few sizes, and there are many of them. */
const remembered = new Map<string, Weights>();
