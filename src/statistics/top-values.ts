import { ascending } from './ascending.ts';
import { select } from './select.ts';

/** The values of both sides of many pairs in one list, the largest first. */
export interface TopValues {
  readonly values: Float64Array;
  /** Whose each of them is: 2 · pair for the base, 2 · pair + 1 for the head. */
  readonly owners: Uint32Array;
}

/**
 * All values that are among the largest `needed` of some choice of one side of each pair; for a high quantile a
 * small share of all, which is then quick to sort and to walk through again and again.
 *
 * Whatever is chosen from a pair, its i-th largest value is at least the lesser of the i-th largest of the two sides.
 * So where `needed` of all these lesser ones reach up to some value, so do as many of any choice.
 */
export function topValues(
  pairs: readonly { readonly base: readonly number[]; readonly head: readonly number[] }[],
  needed: number,
): TopValues {
  const sides = pairs.flatMap(({ base, head }) => [descending(base), descending(head)]);
  const lesser = lesserOf(sides);
  const floor = select(lesser, lesser.length - needed) ?? Number.NEGATIVE_INFINITY;
  const entries = sides.flatMap((side, owner) => {
    const end = side.findIndex((value) => value < floor);
    return Array.from(end === -1 ? side : side.subarray(0, end), (value) => ({ value, owner }));
  });
  entries.sort((a, b) => b.value - a.value);
  return {
    values: Float64Array.from(entries, ({ value }) => value),
    owners: Uint32Array.from(entries, ({ owner }) => owner),
  };
}

/** What is tested is sorted once, though it is tested again with other blocks beside it. */
function descending(values: readonly number[]): Float64Array {
  const found = known.get(values) ?? ascending(values).toReversed();
  known.set(values, found);
  return found;
}

const known = new WeakMap<readonly number[], Float64Array>();

/** Of the two sides of each pair the lesser of their i-th values, as far as both go. */
function lesserOf(sides: readonly Float64Array[]): number[] {
  const lesser: number[] = [];
  const none = new Float64Array();
  for (let p = 0; p + 1 < sides.length; p += 2) {
    const [base, head] = [sides[p] ?? none, sides[p + 1] ?? none];
    for (let i = 0; i < base.length && i < head.length; i += 1)
      lesser.push(Math.min(base[i] ?? 0, head[i] ?? 0));
  }
  return lesser;
}
