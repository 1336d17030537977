import type { Pair } from './block-effect.ts';
import { fairCoin } from './coin.ts';
import { stretch, topValues, type TopValues } from './top-values.ts';

/** Patterns whose ratios differ by no more than this are equally extreme. */
const rounding = 1e-12;

/** What two sides differ by, and how likely that is where nothing differs. */
export interface SwapTest {
  /** The head's quantile divided by the base's; NaN where a side is empty. */
  readonly ratio: number;
  /** Two-sided; 1 where a side is empty. */
  readonly p: (drawing: Drawing) => number;
}

interface Drawing {
  readonly seed: number;
  /** How many patterns are drawn; the smallest p is 1 / (permutations + 1). */
  readonly permutations: number;
  /**
   * Whether p is at most that, is all that is asked: the test ends where enough patterns are as extreme for it to be more,
   * which is soon where nothing differs (J. Besag, P. Clifford, Biometrika 78, 1991, end so too); p is then what it is at least.
   */
  readonly upTo?: number;
}

/**
 * Whether the pooled quantiles of two sides differ, by a permutation test: a coin decided the order within each pair,
 * so that without a difference base and head of a pair could as well bear each other's name, and any pattern of
 * swaps is as likely as the one that was seen. What is compared is |ln(quantile of the head / of the base)|, each
 * quantile over all of a side's values at once (R's type 7), which sees what stalls in a few bursts do.
 *
 * A pair is whatever was drawn as a whole: where bursts share processes or connections, all of a block's are one pair.
 *
 * Source: P. Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd edition, chapter 3; the p-value with
 * the seen pattern among the drawn ones: B. Phipson, G. K. Smyth, Permutation p-values should never be zero,
 * Statistical Applications in Genetics and Molecular Biology 9(1), 2010.
 *
 * Of few pairs all patterns are looked at, so that p is exact and hangs on no seed; its smallest is 2 · 2⁻ⁿ, since a pattern
 * and its mirror are as extreme as each other. Of many, some are drawn.
 *
 * @param quantile In (0, 1).
 */
export function swapTest(pairs: readonly Pair[], quantile: number): SwapTest {
  const longest = pairs.reduce((sum, { base, head }) => sum + Math.max(base.length, head.length), 0);
  const top = topValues(pairs, fromTop(longest, quantile).below + 1);
  const sizes = Uint32Array.from(pairs.flatMap(({ base, head }) => [base.length, head.length]));
  const sides = { base: new Uint32Array(pairs.length), head: new Uint32Array(pairs.length) };
  const after = (coin: () => 0 | 1) => quantiles(sides, sizes, top, quantile, coin);
  const seen = after(() => 0);
  const reached = factor(seen) * (1 - rounding);
  return {
    ratio: seen.head / seen.base,
    p: (drawing) => {
      const [count, coinOf] = patternsOf(pairs.length, drawing);
      const { upTo = 1 } = drawing;
      let extreme = 1;
      for (let i = 1; i < count && extreme / count <= upTo; i += 1) {
        // Written so that NaN is no evidence.
        if (!(factor(after(coinOf(i))) < reached)) extreme += 1;
      }
      return extreme / count;
    },
  };
}

/** Of so many pairs all patterns are looked at: 16,384 of them, without their mirrors. */
const fewPairs = 15;

/** How many patterns of swaps there are, with the one that was seen, which is the first; and the coins of the others. */
function patternsOf(
  pairs: number,
  { seed, permutations }: Drawing,
): readonly [count: number, coinOf: (pattern: number) => () => 0 | 1] {
  if (pairs > fewPairs) {
    const coin = fairCoin(seed);
    return [permutations + 1, () => coin];
  }
  return [
    2 ** Math.max(0, pairs - 1),
    (pattern) => {
      // The last pair is never swapped: its bit is beyond the highest pattern's.
      let left = pattern;
      return () => {
        const side = (left & 1) === 1 ? 1 : 0;
        left >>= 1;
        return side;
      };
    },
  ];
}

interface Quantiles {
  readonly base: number;
  readonly head: number;
}

/** The larger by the lesser: it grows with |ln(head / base)|, and is the same to the last bit when they change places. */
function factor({ base, head }: Quantiles): number {
  return Math.max(base, head) / Math.min(base, head);
}

/** Which side of each pair is the base's and which the head's: written anew for each pattern, of which there are thousands. */
interface Sides {
  readonly base: Uint32Array;
  readonly head: Uint32Array;
}

/**
 * The quantiles of both sides after the pairs for which the coin shows 1 have changed places.
 *
 * @param sizes of the sides of each pair: the base's, the head's, the next base's
 */
function quantiles(
  sides: Sides,
  sizes: Uint32Array,
  top: TopValues,
  q: number,
  coin: () => 0 | 1,
): Quantiles {
  const { base, head } = sides;
  let [bases, heads] = [0, 0];
  for (let pair = 0; pair < base.length; pair += 1) {
    const ofBase = 2 * pair + coin();
    const ofHead = 4 * pair + 1 - ofBase;
    base[pair] = ofBase;
    head[pair] = ofHead;
    bases += sizes[ofBase] ?? 0;
    heads += sizes[ofHead] ?? 0;
  }
  return { base: valueAt(top, base, fromTop(bases, q)), head: valueAt(top, head, fromTop(heads, q)) };
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

/** The value at that place among those of the members, one of each pair. */
function valueAt(top: TopValues, members: Uint32Array, { above, below, share }: Place): number {
  const { values, owners } = top;
  let [i, count] = lastMilestone(top, members, above);
  for (; count <= above && i < owners.length; i += 1) if (isAmong(members, owners[i] ?? 0)) count += 1;
  const upper = values[i - 1] ?? Number.NaN;
  for (; count <= below && i < owners.length; i += 1) if (isAmong(members, owners[i] ?? 0)) count += 1;
  const lower = values[i - 1] ?? Number.NaN;
  return lower + (upper - lower) * share;
}

/** The sides of a pair have neighbouring numbers, and its member is at half of them. */
function isAmong(members: Uint32Array, owner: number): boolean {
  return members[owner >> 1] === owner;
}

/**
 * The last milestone before which no more than so many values are of members, by halving: nearly all of the way to a quantile.
 *
 * @returns how many values are before it, and how many of those are of members
 */
function lastMilestone(
  { milestones }: TopValues,
  members: Uint32Array,
  most: number,
): readonly [before: number, ofMembers: number] {
  let [low, high, count] = [0, milestones.length, 0];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const passed = milestones[middle] ?? members;
    let ofMembers = 0;
    for (const owner of members) ofMembers += passed[owner] ?? 0;
    if (ofMembers > most) high = middle;
    else [low, count] = [middle, ofMembers];
  }
  return [low * stretch, count];
}
