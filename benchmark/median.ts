import { quantile } from '../src/statistics/quantile.ts';

/** By which a few turns are represented; NaN without any. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
