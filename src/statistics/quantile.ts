import { select } from './select.ts';

/**
 * The q-quantile of a sample by linear interpolation between order statistics (R's type 7, the usual default).
 * NaN without values.
 *
 * Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50(4), 1996.
 */
export function quantile(values: readonly number[], q: number): number {
  const sample = [...values];
  const position = (sample.length - 1) * q;
  const rank = Math.floor(position);
  const below = select(sample, rank) ?? Number.NaN;
  // Whatever is not below it is behind it.
  const above = rank === position ? below : leastFrom(sample, rank + 1);
  return below + (above - below) * (position - rank);
}

function leastFrom(values: readonly number[], start: number): number {
  let least = values[start] ?? Number.NaN;
  for (let i = start + 1; i < values.length; i += 1) {
    const value = values[i] ?? least;
    if (value < least) least = value;
  }
  return least;
}
