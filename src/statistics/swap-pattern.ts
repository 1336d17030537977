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
  const milestones = milestonesOf(top.owners, pairs.length);
  return () => patternOf(pairs, q, top, milestones);
}

function patternOf(
  pairs: readonly Pair[],
  q: number,
  { values, owners }: TopValues,
  milestones: readonly Uint32Array[],
): Pattern {
  const swapped = new Uint8Array(pairs.length);
  const sizes = {
    base: pairs.reduce((sum, { base }) => sum + base.length, 0),
    head: pairs.reduce((sum, { head }) => sum + head.length, 0),
  };

  /** The value at a place among those of one side. */
  function valueAt(side: 0 | 1, { above, below, share }: Place): number {
    let [i, count] = lastMilestone(side, above);
    for (; count <= above && i < owners.length; i += 1) if (isOf(side, owners[i] ?? 0)) count += 1;
    const upper = values[i - 1] ?? Number.NaN;
    for (; count <= below && i < owners.length; i += 1) if (isOf(side, owners[i] ?? 0)) count += 1;
    const lower = values[i - 1] ?? Number.NaN;
    return lower + (upper - lower) * share;
  }

  /**
   * The last milestone before which no more than so many values are of one side, by halving: nearly all of the way to a quantile.
   *
   * @returns how many values are before it, and how many of those are of that side
   */
  function lastMilestone(side: 0 | 1, most: number): readonly [before: number, ofSide: number] {
    let [low, high, count] = [0, milestones.length, 0];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const passed = milestones[middle] ?? owners;
      let ofSide = 0;
      for (let pair = 0; pair < swapped.length; pair += 1)
        ofSide += passed[2 * pair + ((swapped[pair] ?? 0) ^ side)] ?? 0;
      if (ofSide > most) high = middle;
      else [low, count] = [middle, ofSide];
    }
    return [low * stretch, count];
  }

  function isOf(side: 0 | 1, owner: number): boolean {
    return ((owner & 1) ^ (swapped[owner >> 1] ?? 0)) === side;
  }

  return {
    swapped,
    swap: (pair) => {
      const { base, head } = pairs[pair] ?? { base: [], head: [] };
      const more = swapped[pair] === 1 ? base.length - head.length : head.length - base.length;
      swapped[pair] = swapped[pair] === 1 ? 0 : 1;
      sizes.base += more;
      sizes.head -= more;
    },
    quantiles: () => ({
      base: valueAt(0, fromTop(sizes.base, q)),
      head: valueAt(1, fromTop(sizes.head, q)),
    }),
  };
}

/** Values from one milestone to the next. */
const stretch = 32;

/** How many are whose of the first none of the values, of the first `stretch`, of the first two stretches, and so on. */
function milestonesOf(owners: Uint32Array, pairs: number): readonly Uint32Array[] {
  const passed = new Uint32Array(2 * pairs);
  const milestones = [passed.slice()];
  for (const [i, owner] of owners.entries()) {
    passed[owner] = (passed[owner] ?? 0) + 1;
    if ((i + 1) % stretch === 0) milestones.push(passed.slice());
  }
  return milestones;
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
