import { hodgesLehmann } from './hodges-lehmann.ts';
import { logRatio } from './log-ratio.ts';
import { quantile } from './quantile.ts';

/** Two bursts that were run at the same time, in an order drawn by coin: their times, in any unit, finite. */
export interface Pair {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * Of how many times a piece is at least: so many, and with so many in its tail. Something that hits the machine for some
 * milliseconds is in the tail of one piece, and not in that of a whole burst (how much that helps, benchmark/gate measures).
 */
const piece = { times: 50, tail: 2.5 } as const;

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
  const effects = pairs
    .flatMap((pair) => pieces(pair, q))
    .flatMap(({ base, head }) => logRatio(quantile(head, q), quantile(base, q)));
  return effects.length === 0 ? null : hodgesLehmann(effects);
}

/**
 * Of about the same length, in their order: the n-th of the base and the n-th of the head were run at the same time. Where
 * one side has nothing, the other is taken apart alone.
 */
export function pieces({ base, head }: Pair, q: number): readonly Pair[] {
  // Rounded, since 1 - 0.95 is less than a twentieth.
  const least = Math.max(piece.times, Math.round(piece.tail / Math.min(q, 1 - q)));
  const fewest = Math.min(...[base.length, head.length].filter((count) => count > 0));
  const count = Math.max(1, Number.isFinite(fewest) ? Math.floor(fewest / least) : 1);
  const part = (times: readonly number[], i: number) =>
    times.slice(Math.floor((i * times.length) / count), Math.floor(((i + 1) * times.length) / count));
  return Array.from({ length: count }, (_, i) => ({ base: part(base, i), head: part(head, i) }));
}
