import { oncePer } from './once-per.ts';
import { quantile } from './quantile.ts';

/**
 * Of how many times a piece is at least: so many, and with so many in its tail. Something that hits the machine for some
 * milliseconds is in the tail of one piece, and not in that of a whole burst (how much that helps, benchmark/gate measures).
 */
const piece = { times: 50, tail: 2.5 } as const;

/**
 * Into how many pieces both bursts of a pair are cut, so that the n-th of the base and the n-th of the head were run at the same
 * time. Where one side has nothing, the other is cut as if it were alone.
 *
 * @param sizes of the two
 */
export function pieceCount(sizes: readonly number[], q: number): number {
  // Rounded, since 1 - 0.95 is less than a twentieth.
  const least = Math.max(piece.times, Math.round(piece.tail / Math.min(q, 1 - q)));
  const fewest = Math.min(...sizes.filter((size) => size > 0));
  return Math.max(1, Number.isFinite(fewest) ? Math.floor(fewest / least) : 1);
}

/**
 * The q-quantile of each of so many pieces of a burst, of about the same length and in their order; NaN where there is nothing.
 *
 * They are remembered: a burst is beside the other side's and, in the self-check, beside its neighbours, and each look asks again.
 */
export function pieceQuantiles(times: readonly number[], count: number, q: number): readonly number[] {
  const of = known(times);
  const key = `${count} ${q}`;
  const found = of.get(key) ?? cut(times, count).map((part) => quantile(part, q));
  of.set(key, found);
  return found;
}

const known = oncePer((_times: readonly number[]) => new Map<string, readonly number[]>());

function cut(times: readonly number[], count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, i) =>
    times.slice(Math.floor((i * times.length) / count), Math.floor(((i + 1) * times.length) / count)),
  );
}
