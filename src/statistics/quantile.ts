import { ascending } from './ascending.ts';

/**
 * The q-quantile of a sample by linear interpolation between order statistics (R's type 7, the usual default).
 * NaN without values.
 *
 * Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50(4), 1996.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = ascending(values);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
