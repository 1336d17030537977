import type { Pair } from './block-effect.ts';
import { fairCoin } from './coin.ts';
import { patternsOf, type Pattern, type Quantiles } from './swap-pattern.ts';

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
  const newPattern = patternsOf(pairs, quantile);
  const seen = newPattern().quantiles();
  const reached = factor(seen) * (1 - rounding);
  return {
    ratio: seen.head / seen.base,
    p: (drawing) => {
      const pattern = newPattern();
      const [count, goTo] = walkOver(pattern, pairs.length, drawing);
      const { upTo = 1 } = drawing;
      let extreme = 1;
      for (let i = 1; i < count && extreme / count <= upTo; i += 1) {
        goTo(i);
        // Written so that NaN is no evidence.
        if (!(factor(pattern.quantiles()) < reached)) extreme += 1;
      }
      return extreme / count;
    },
  };
}

/** Of so many pairs all patterns are looked at: 16,384 of them, without their mirrors. */
const fewPairs = 15;

/** How many patterns there are with the one that was seen, which is the first; and how to come from each to the next. */
function walkOver(
  pattern: Pattern,
  pairs: number,
  { seed, permutations }: Drawing,
): readonly [count: number, goTo: (i: number) => void] {
  if (pairs <= fewPairs) {
    // F. Gray's code: each pattern differs from the one before in one pair, and the last pair is never swapped.
    return [2 ** Math.max(0, pairs - 1), (i) => pattern.swap(31 - Math.clz32(i & -i))];
  }
  const coin = fairCoin(seed);
  return [
    permutations + 1,
    () => {
      for (let pair = 0; pair < pairs; pair += 1) if (coin() !== pattern.swapped[pair]) pattern.swap(pair);
    },
  ];
}

/** The larger by the lesser: it grows with |ln(head / base)|, and is the same to the last bit when they change places. */
function factor({ base, head }: Quantiles): number {
  return Math.max(base, head) / Math.min(base, head);
}
