import type { Random } from '../suite/random.ts';

/**
 * An order for `length` requests in which each kind has its share, to the nearest whole request, in every stretch
 * and not only in the long run: the k-th request of a kind falls at random into the k-th of its equal stretches.
 * Two short rounds of the same traffic then differ less by their mix.
 *
 * @param weights one above 0 for each kind
 * @returns the index of a kind for each request
 */
export function mix(weights: readonly number[], length: number, random: Random): readonly number[] {
  const counts = apportion(weights, length);
  return counts
    .flatMap((count, kind) =>
      Array.from({ length: count }, (_, k) => ({ kind, place: (k + random.next()) / count })),
    )
    .toSorted((a, b) => a.place - b.place)
    .map(({ kind }) => kind);
}

/** Largest remainders (Hamilton's method): whole numbers in proportion to the weights that add up to `length`. */
function apportion(weights: readonly number[], length: number): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / total) * length);
  const counts = exact.map(Math.floor);
  const left = length - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((value, kind) => ({ kind, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder)
    .slice(0, left);
  for (const { kind } of byRemainder) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
