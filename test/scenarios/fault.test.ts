import { describe, expect, test } from 'vitest';
import type { Database } from '../../scenarios/api/database.ts';
import { parseFault, strikeOf, type Fault } from '../../scenarios/api/fault.ts';

describe('parseFault', () => {
  test.each<[text: string, fault: Fault | null]>([
    ['slower=1.05', { kind: 'slower', factor: 1.05 }],
    ['slower=2', { kind: 'slower', factor: 2 }],
    ['stall=0.1:50', { kind: 'stall', share: 0.1, milliseconds: 50 }],
    ['stall=1:2.5', { kind: 'stall', share: 1, milliseconds: 2.5 }],
    ['statements=1', { kind: 'statements', extra: 1 }],
    ['', null],
    ['slower', null],
    ['slower=', null],
    ['slower=fast', null],
    ['slower=0.9', null],
    ['slower=-2', null],
    ['slower=1.05:2', null],
    ['slower=1.05 ', null],
    ['stall=0.1', null],
    ['stall=10:50', null],
    ['stall=0.1:0.5', null],
    ['statements=1.5', null],
    ['statements=1:1', null],
    ['toString=1', null],
  ])('"%s"', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });
});

const neverAsked = () => Promise.reject(new Error('not asked for'));

/** Surroundings in which a look at the clock takes a tick, and whatever is waited for or asked is written down. */
function surroundings(seed = 'a seed') {
  let ticks = 0;
  const waits: number[] = [];
  const asked: string[] = [];
  const db: Database = {
    query: async ({ text }) => {
      asked.push(text);
      return [];
    },
    transaction: neverAsked,
  };
  return {
    db,
    waits,
    asked,
    now: () => (ticks += 1),
    pass: (more: number) => (ticks += more),
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
    seed,
  };
}

test.each([1.05, 1.5, 3])('slower=%s lengthens each request by that much of its own time', async (factor) => {
  const around = surroundings();
  const strike = strikeOf({ kind: 'slower', factor }, around);
  for (const work of [1000, 20_000, 3000]) {
    const began = around.now();
    around.pass(work);
    await strike(began, around.db);
    // The looks at the clock are ticks too.
    expect((around.now() - began) / work).toBeCloseTo(factor, 1);
    expect((around.now() - began) / work).toBeGreaterThanOrEqual(factor);
  }
  expect({ waits: around.waits, asked: around.asked }).toEqual({ waits: [], asked: [] });
});

test('statements=2 asks the database twice more for each request', async () => {
  const around = surroundings();
  const strike = strikeOf({ kind: 'statements', extra: 2 }, around);
  for (let i = 0; i < 3; i += 1) await strike(0, around.db);
  expect(around.asked).toEqual(Array.from({ length: 6 }, () => 'SELECT 1'));
});

describe('stall', () => {
  const stretch = 250;

  /** How long each request of so many stretches was made to wait. */
  async function waited(
    share: number,
    seed: string,
    stretches: number,
  ): Promise<readonly (readonly number[])[]> {
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
      const all = await waited(0.1, seed, 2000);
      const { length } = stalled(all);
      expect(length).toBeGreaterThan(146);
      expect(length).toBeLessThan(254);
      const lengths = new Set(all.map((waits) => waits.length));
      expect([...lengths].toSorted((a, b) => a - b)).toEqual([0, stretch]);
      expect(new Set(all.flat())).toEqual(new Set([50]));
    },
  );

  test('the same ones with the same seed, and others with another', async () => {
    const places = stalled(await waited(0.1, 'a', 300));
    expect(stalled(await waited(0.1, 'a', 300))).toEqual(places);
    expect(stalled(await waited(0.1, 'b', 300))).not.toEqual(places);
  });

  test('never or always, where that is asked for', async () => {
    expect(stalled(await waited(0, 'a', 300))).toHaveLength(0);
    expect(stalled(await waited(1, 'a', 300))).toHaveLength(300);
  });
});

/** Which stretches were held up. */
function stalled(all: readonly (readonly number[])[]): readonly number[] {
  return all.flatMap(({ length }, i) => (length > 0 ? [i] : []));
}
