import { shuffled } from '../../src/statistics/shuffled.ts';
import type { TimedBlock } from './series.ts';

/**
 * Some of the blocks in an order drawn anew: whole ones, since what a block shares moves all its pairs. Without
 * replacement, since blocks that are as good as independent are then as they could have come in reality, and shares of
 * decisions are without bias; with it, chance differences of the recording would count once as truth and once more as
 * chance, and false alarms would be overestimated.
 *
 * Source: W. Hoeffding, A class of statistics with asymptotically normal distribution, Annals of Mathematical Statistics
 * 19, 1948 (averages over subsets are unbiased).
 *
 * @param count at most; fewer where there are no more
 */
export function drawn(
  blocks: readonly TimedBlock[],
  count: number,
  random: () => number,
): readonly TimedBlock[] {
  return shuffled(blocks, random).slice(0, count);
}

/** The blocks, each with base and head in each other's place where a coin says so: then there is no difference, for sure. */
export function relabelled(blocks: readonly TimedBlock[], random: () => number): readonly TimedBlock[] {
  return blocks.map((block) => (random() < 0.5 ? swapped(block) : block));
}

/** The same one for the same block, so that what is known of its pairs is found again. */
function swapped(block: TimedBlock): TimedBlock {
  const found = known.get(block);
  if (found !== undefined) return found;
  const pairs = block.pairs.map(({ base, head }) => ({ base: head, head: base }));
  const other = { ...block, pairs };
  known.set(block, other);
  return other;
}

const known = new WeakMap<TimedBlock, TimedBlock>();
