import { harrellDavis } from './harrell-davis.ts';
import { hodgesLehmann } from './hodges-lehmann.ts';
import { logRatio } from './log-ratio.ts';

/** Two bursts that were run one right after the other, in an order drawn by coin: their times, in any unit, finite. */
export interface Pair {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * What one block says of two sides: ln(quantile of the head / quantile of the base) for each pair of bursts, as the
 * Hodges-Lehmann estimate over the block's pairs. What a block shares, such as its processes, moves all its pairs,
 * so that a block is one number.
 *
 * Source: T. Kalibera, R. Jones, Rigorous Benchmarking in Reasonable Time, ISMM 2013 (repeat, and take as the sample,
 * the highest level that varies).
 *
 * @param quantile In (0, 1); Harrell-Davis within each burst. It is biased in small ones, so let both sides of a pair
 *   have the same number of values.
 * @returns null where no pair has a positive quantile on both sides
 */
export function blockEffect(pairs: readonly Pair[], quantile: number): number | null {
  const effects = pairs.flatMap(({ base, head }) =>
    logRatio(harrellDavis(head, quantile), harrellDavis(base, quantile)),
  );
  return effects.length === 0 ? null : hodgesLehmann(effects);
}
