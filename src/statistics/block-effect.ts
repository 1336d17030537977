import { hodgesLehmann } from './hodges-lehmann.ts';
import { logRatio } from './log-ratio.ts';
import { pieceCount, pieceQuantiles } from './pieces.ts';

/** Two bursts that were run at the same time, in an order drawn by coin: their times, in any unit, finite. */
export interface Pair {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * What one block says of two sides: ln(quantile of the head / quantile of the base) for each piece of each pair of bursts,
 * as the Hodges-Lehmann estimate over all pieces. What a block shares, such as its processes, moves all its pairs, so that a
 * block is one number.
 *
 * Source: T. Kalibera, R. Jones, Rigorous Benchmarking in Reasonable Time, ISMM 2013 (repeat, and take as the sample,
 * the highest level that varies).
 *
 * @param q In (0, 1); R's type 7 within each piece, which the largest times do not move. It is biased in small ones, so let
 *   both sides of a pair have the same number of values.
 * @returns null where no piece has a positive quantile on both sides
 */
export function blockEffect(pairs: readonly Pair[], q: number): number | null {
  const effects = pairs.flatMap(({ base, head }) => {
    const count = pieceCount([base.length, head.length], q);
    const before = pieceQuantiles(base, count, q);
    return pieceQuantiles(head, count, q).flatMap((after, i) => logRatio(after, before[i]));
  });
  return effects.length === 0 ? null : hodgesLehmann(effects);
}
