import { expect, test } from 'vitest';
import { swapTest } from '../../src/statistics/label-swap.ts';
import { normal } from '../support/random.ts';

/** The p-value of 16 pairs of bursts of the same kind. */
function pOfNothing(seed: number): number {
  const noise = normal(seed);
  const burst = () => Array.from({ length: 20 }, () => Math.exp(0.3 * noise()));
  const pairs = Array.from({ length: 16 }, () => ({ base: burst(), head: burst() }));
  return swapTest(pairs, 0.9).p({ seed, permutations: 99 });
}

test('without a difference p is at most any level about as often as the level says', () => {
  const ps = Array.from({ length: 300 }, (_, seed) => pOfNothing(seed));
  for (const level of [0.05, 0.2, 0.5]) {
    const share = ps.filter((p) => p <= level).length / ps.length;
    expect(Math.abs(share - level)).toBeLessThan(3.5 * Math.sqrt((level * (1 - level)) / ps.length));
  }
});
