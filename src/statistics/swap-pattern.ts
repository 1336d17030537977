import type { Pair } from './block-effect.ts';
import { topValues, type TopValues } from './top-values.ts';

/** Which pairs have changed places, and the quantiles of both sides after that. It is changed thousands of times, pair by pair. */
export interface Pattern {
  /** 1 for each pair that has. */
  readonly swapped: Uint8Array;
  /** Lets the sides of a pair change places, or back. */
  readonly swap: (pair: number) => void;
  readonly quantiles: () => Quantiles;
}

export interface Quantiles {
  readonly base: number;
  readonly head: number;
}

/**
 * Patterns in which no pair has changed places yet.
 *
 * @param q In (0, 1); of all of a side's values at once, R's type 7.
 */
export function patternsOf(pairs: readonly Pair[], q: number): () => Pattern {
  const longest = pairs.reduce((sum, { base, head }) => sum + Math.max(base.length, head.length), 0);
  const top = topValues(pairs, fromTop(longest, q).below + 1);
  const { ofBase, gains } = milestonesOf(top.owners, pairs.length);
  return () => patternOf(pairs, q, top, { ofBase: ofBase.slice(), gains });
}

function patternOf(
  pairs: readonly Pair[],
  q: number,
  { values, owners }: TopValues,
  { ofBase, gains }: Milestones,
): Pattern {
  const swapped = new Uint8Array(pairs.length);
  const sizes = {
    base: pairs.reduce((sum, { base }) => sum + base.length, 0),
    head: pairs.reduce((sum, { head }) => sum + head.length, 0),
  };

  /** The value at a place among those of one side. */
  function valueAt(side: 0 | 1, { above, below, share }: Place): number {
    let milestone = 0;
    while (milestone + 1 < ofBase.length && before(side, milestone + 1) <= above) milestone += 1;
    let [i, count] = [milestone * stretch, before(side, milestone)];
    for (; count <= above && i < owners.length; i += 1) if (isOf(side, owners[i] ?? 0)) count += 1;
    const upper = values[i - 1] ?? Number.NaN;
    for (; count <= below && i < owners.length; i += 1) if (isOf(side, owners[i] ?? 0)) count += 1;
    const lower = values[i - 1] ?? Number.NaN;
    return lower + (upper - lower) * share;
  }

  /** How many of the values before a milestone are of one side: what is not the base's is the head's. */
  function before(side: 0 | 1, milestone: number): number {
    const count = ofBase[milestone] ?? 0;
    return side === 0 ? count : milestone * stretch - count;
  }

  function isOf(side: 0 | 1, owner: number): boolean {
    return ((owner & 1) ^ (swapped[owner >> 1] ?? 0)) === side;
  }

  return {
    swapped,
    swap: (pair) => {
      const direction = swapped[pair] === 1 ? -1 : 1;
      swapped[pair] = swapped[pair] === 1 ? 0 : 1;
      const gain = direction * ((pairs[pair]?.head.length ?? 0) - (pairs[pair]?.base.length ?? 0));
      sizes.base += gain;
      sizes.head -= gain;
      const before = gains[pair] ?? ofBase;
      for (let i = 0; i < ofBase.length; i += 1) ofBase[i] = (ofBase[i] ?? 0) + direction * (before[i] ?? 0);
    },
    quantiles: () => ({
      base: valueAt(0, fromTop(sizes.base, q)),
      head: valueAt(1, fromTop(sizes.head, q)),
    }),
  };
}

/** Values from one milestone to the next. */
const stretch = 32;

/** What is known of the first none of the values, the first `stretch`, the first two stretches, and so on: nearly all of the way to a quantile. */
interface Milestones {
  /** How many are the base's. */
  readonly ofBase: Int32Array;
  /** By how many that grows where a pair changes places. */
  readonly gains: readonly Int32Array[];
}

function milestonesOf(owners: Uint32Array, pairs: number): Milestones {
  const count = Math.floor(owners.length / stretch) + 1;
  const ofBase = new Int32Array(count);
  const gains = Array.from({ length: pairs }, () => new Int32Array(count));
  for (let milestone = 1; milestone < count; milestone += 1) {
    for (const counts of [ofBase, ...gains]) counts[milestone] = counts[milestone - 1] ?? 0;
    for (const owner of owners.subarray((milestone - 1) * stretch, milestone * stretch)) {
      const isHead = (owner & 1) === 1;
      add(gains[owner >> 1], milestone, isHead ? 1 : -1);
      if (!isHead) add(ofBase, milestone, 1);
    }
  }
  return { ofBase, gains };
}

function add(counts: Int32Array | undefined, at: number, more: number): void {
  if (counts !== undefined) counts[at] = (counts[at] ?? 0) + more;
}

/** Where a quantile is: between which two of the values, counted from the largest (0), and how far from the lower one. */
interface Place {
  readonly above: number;
  readonly below: number;
  readonly share: number;
}

function fromTop(n: number, q: number): Place {
  const position = (n - 1) * q;
  const below = Math.floor(position);
  return { above: n - 1 - Math.ceil(position), below: n - 1 - below, share: position - below };
}
