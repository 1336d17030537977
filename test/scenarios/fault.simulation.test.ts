import { describe, expect, test } from 'vitest';
import { strikeOf } from '../../scenarios/api/fault.ts';
import { surroundings } from './surroundings.ts';

describe('stall', () => {
  const stretch = 250;
  const stretches = 2000;

  /** How long each of many requests was made to wait, by stretches. */
  async function waited(share: number, seed: string): Promise<readonly (readonly number[])[]> {
    const around = surroundings(seed);
    const strike = strikeOf({ kind: 'stall', share, milliseconds: 50 }, around);
    const all: number[][] = [];
    for (let i = 0; i < stretches; i += 1) {
      around.waits.length = 0;
      for (let request = 0; request < stretch; request += 1) await strike(0, around.db);
      all.push([...around.waits]);
    }
    return all;
  }

  // 200 ± 4 standard deviations of a binomial count; the seeds are fixed.
  test.each(['a', 'b', 'c'])(
    'holds up the share that was asked for, by whole stretches, each request of them alike, with the seed %s',
    async (seed) => {
      const all = await waited(0.1, seed);
      const { length } = stalled(all);
      expect(length).toBeGreaterThan(146);
      expect(length).toBeLessThan(254);
      const lengths = new Set(all.map((waits) => waits.length));
      expect([...lengths].toSorted((a, b) => a - b)).toEqual([0, stretch]);
      expect(new Set(all.flat())).toEqual(new Set([50]));
    },
  );

  test('the same ones with the same seed, and others with another', async () => {
    const places = stalled(await waited(0.1, 'a'));
    expect(stalled(await waited(0.1, 'a'))).toEqual(places);
    expect(stalled(await waited(0.1, 'b'))).not.toEqual(places);
  });

  test('never or always, where that is asked for', async () => {
    expect(stalled(await waited(0, 'a'))).toHaveLength(0);
    expect(stalled(await waited(1, 'a'))).toHaveLength(stretches);
  });
});

/** Which stretches were held up. */
function stalled(all: readonly (readonly number[])[]): readonly number[] {
  return all.flatMap(({ length }, i) => (length > 0 ? [i] : []));
}
