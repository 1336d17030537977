import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pair } from '../../src/statistics/block-effect.ts';
import { fairCoin } from '../../src/statistics/coin.ts';
import { swapTest, type SwapTest } from '../../src/statistics/label-swap.ts';
import { quantile } from '../../src/statistics/quantile.ts';
import { normal, uniform } from '../support/random.ts';

/** The test as it is defined: with everything pooled and sorted again for each pattern. */
function ratioOf(pairs: readonly Pair[], q: number, swapped: readonly number[]): number {
  const side = (which: number) => pairs.flatMap(({ base, head }, i) => (swapped[i] === which ? base : head));
  return quantile(side(1), q) / quantile(side(0), q);
}
const twice = (values: readonly number[]) => values.map((value) => 2 * value);
const farOut = (ratio: number) => Math.max(ratio, 1 / ratio);
/** A ratio and the inverse of its mirror's are the same number but for rounding. */
const reaches = (ratio: number, seen: number) => !(ratio < seen * (1 - 1e-12));
const exchanged = (pairs: readonly Pair[]) => pairs.map(({ base, head }) => ({ base: head, head: base }));

/** Pairs of bursts of which some of the head's stall: the slowest fifth of a burst takes three times as long. */
function bursts(pairs: number, stalls: number, seed: number): readonly Pair[] {
  const noise = normal(seed);
  const burst = (stalled: boolean) =>
    Array.from({ length: 20 }, (_, i) => Math.exp(0.3 * noise()) * (stalled && i % 5 === 0 ? 3 : 1));
  return Array.from({ length: pairs }, (_, i) => ({ base: burst(false), head: burst(i < stalls) }));
}

/** The ratio and the p-value at once. */
function testOf(pairs: readonly Pair[], q: number, drawing: Parameters<SwapTest['p']>[0]) {
  const { ratio, p } = swapTest(pairs, q);
  return { ratio, p: p(drawing) };
}

/** The share of all patterns that are as extreme as what was seen. */
function exactly(pairs: readonly Pair[], q: number): number {
  const patterns = Array.from({ length: 2 ** pairs.length }, (_, signs) =>
    pairs.map((_, i) => (signs >> i) & 1),
  );
  const [seen = Number.NaN, ...others] = patterns.map((swapped) => farOut(ratioOf(pairs, q, swapped)));
  return (1 + others.filter((ratio) => reaches(ratio, seen)).length) / patterns.length;
}

describe('label-swap test', () => {
  const options = { seed: 1, permutations: 400 };

  test.each([
    ['the very same on both sides', [{ base: [1, 2], head: [1, 2] }], { ratio: 1, p: 1 }],
    ['one pair: two patterns, as extreme as each other', [{ base: [1], head: [2] }], { ratio: 2, p: 1 }],
    ['a constant series', Array.from({ length: 9 }, () => ({ base: [3], head: [3] })), { ratio: 1, p: 1 }],
    ['no pairs', [], { ratio: Number.NaN, p: 1 }],
    ['nothing on one side', [{ base: [], head: [2] }], { ratio: Number.NaN, p: 1 }],
    ['zeros', [{ base: [0, 0], head: [0, 0] }], { ratio: Number.NaN, p: 1 }],
  ])('%s', (_, pairs, expected) => {
    expect(testOf(pairs, 0.95, options)).toEqual(expected);
  });

  test('of few pairs the p-value is that of all patterns, whatever the seed', () => {
    const pairs = bursts(8, 4, 3);
    const exact = exactly(pairs, 0.95);
    expect(exact).toBeGreaterThan(0.01);
    expect(exact).toBeLessThan(0.5);
    for (const seed of [1, 2]) expect(testOf(pairs, 0.95, { seed, permutations: 1000 }).p).toBe(exact);
  });

  test.each([1, 2, 5, 9])('the smallest p of %d pairs is that of all of one mind', (count) => {
    expect(testOf(bursts(count, count, 1), 0.95, options).p).toBe(2 / 2 ** count);
  });

  test('an evident difference leaves only the pattern that was seen and its mirror', () => {
    const { ratio, p } = testOf(bursts(30, 30, 1), 0.95, options);
    expect(ratio).toBeGreaterThan(2);
    expect(p).toBe(1 / 401);
  });

  test('stalls in a few of many bursts are seen; one is not evidence', () => {
    expect(testOf(bursts(60, 15, 2), 0.95, { seed: 1, permutations: 1000 }).p).toBeLessThan(0.005);
    expect(testOf(bursts(60, 1, 2), 0.95, { seed: 1, permutations: 1000 }).p).toBeGreaterThan(0.05);
  });

  const times = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 });
  const pairs = fc.array(fc.record({ base: times, head: times }), { minLength: 1, maxLength: 6 });
  const many = fc.array(fc.record({ base: times, head: times }), { minLength: 16, maxLength: 18 });
  const q = fc.constantFrom(0.05, 0.5, 0.9, 0.95, 0.99);

  test('all patterns are what pooling, sorting and counting give, whatever the sizes, to the last bit', () => {
    fc.assert(
      fc.property(pairs, q, (x, q) => {
        const { ratio, p } = testOf(x, q, { seed: 1, permutations: 20 });
        expect(ratio).toBe(
          ratioOf(
            x,
            q,
            x.map(() => 0),
          ),
        );
        expect(p).toBe(Number.isNaN(ratio) ? 1 : exactly(x, q));
      }),
    );
  });

  test('so are those of samples in which the way to a quantile is long', () => {
    const noise = uniform(5);
    const side = () =>
      Array.from({ length: 150 + Math.floor(100 * noise()) }, () => Math.ceil(300 * noise()));
    const x = Array.from({ length: 6 }, () => ({ base: side(), head: side() }));
    for (const q of [0.05, 0.5, 0.9, 0.95]) expect(testOf(x, q, options).p).toBe(exactly(x, q));
  });

  test('so are those that are drawn', () => {
    fc.assert(
      fc.property(many, q, fc.integer(), (x, q, seed) => {
        const { ratio, p } = testOf(x, q, { seed, permutations: 20 });
        const asTheyAre = x.map(() => 0);
        const seen = ratioOf(x, q, asTheyAre);
        const coin = fairCoin(seed);
        const drawn = Array.from({ length: 20 }, () => ratioOf(x, q, asTheyAre.map(coin)));
        const extreme = drawn.filter((other) => reaches(farOut(other), farOut(seen))).length;
        expect(ratio).toBe(seen);
        expect(p).toBe((1 + extreme) / 21);
      }),
    );
  });

  test('a test that ends early says of a level what the whole one says', () => {
    fc.assert(
      fc.property(
        fc.oneof(pairs, many),
        q,
        fc.integer(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, q, seed, upTo) => {
          const whole = testOf(x, q, { seed, permutations: 99 });
          const early = testOf(x, q, { seed, permutations: 99, upTo });
          expect(early.ratio).toBe(whole.ratio);
          expect(early.p <= upTo).toBe(whole.p <= upTo);
          expect(early.p).toBeLessThanOrEqual(whole.p);
          expect(early.p === whole.p || whole.p > upTo).toBe(true);
        },
      ),
    );
  });

  test('sides that change places change the ratio alone, and a change of unit changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(pairs, many), q, fc.integer(), (x, q, seed) => {
        const { ratio, p } = testOf(x, q, { seed, permutations: 20 });
        fc.pre(!Number.isNaN(ratio));
        const back = testOf(exchanged(x), q, { seed, permutations: 20 });
        const scaled = x.map(({ base, head }) => ({ base: twice(base), head: twice(head) }));
        expect(back.p).toBe(p);
        expect(back.ratio).toBeCloseTo(1 / ratio, 12);
        expect(testOf(scaled, q, { seed, permutations: 20 })).toEqual({ ratio, p });
      }),
    );
  });

  test('of many pairs the seed decides', () => {
    const pairs = bursts(20, 3, 9);
    expect(testOf(pairs, 0.95, options)).toEqual(testOf(pairs, 0.95, options));
    const ps = [1, 2, 3, 4].map((seed) => testOf(pairs, 0.95, { seed, permutations: 400 }).p);
    expect(new Set(ps).size).toBeGreaterThan(1);
  });
});

describe('the coin', () => {
  test('is fair, and forgets what it showed', () => {
    const coin = fairCoin(42);
    const throws = Array.from({ length: 10_000 }, () => coin());
    const heads = throws.filter((side) => side === 1).length;
    const changes = throws.filter((side, i) => i > 0 && side !== throws[i - 1]).length;
    // Four standard deviations of 10,000 throws are 200.
    expect(Math.abs(heads - 5000)).toBeLessThan(200);
    expect(Math.abs(changes - 5000)).toBeLessThan(200);
  });

  test('shows the highest bit of mulberry32', () => {
    const [coin, next] = [fairCoin(7), uniform(7)];
    for (let i = 0; i < 100; i += 1) expect(coin()).toBe(Math.floor(2 * next()));
  });
});
