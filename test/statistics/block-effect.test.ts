import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockEffect } from '../../src/statistics/block-effect.ts';

const burst = (...values: readonly number[]) => values;
/** The first third takes ten times as long. */
const slowThird = (length: number) => Array.from({ length }, (_, i) => (i < length / 3 ? 20 : 2));
/** Bursts of one value each, which is then its own quantile. */
const constant = (base: number, head: number) => ({
  base: Array.from({ length: 5 }, () => base),
  head: Array.from({ length: 5 }, () => head),
});

describe('the effect of one block', () => {
  test.each([
    ['twice as long in the only pair', [constant(1, 2)], 2],
    ['the geometric mean of two pairs', [constant(1, 2), constant(1, 8)], 4],
    ['one stall of eleven pairs', [constant(1, 900), ...Array.from({ length: 10 }, () => constant(2, 2))], 1],
    ['the same everywhere', [constant(3, 3), constant(4, 4)], 1],
    ['a pair whose base is empty is left out', [{ base: [], head: [7] }, constant(1, 2)], 2],
    ['a pair whose head is empty is left out', [{ base: [7], head: [] }, constant(1, 2)], 2],
    ['a pair with nothing but zeros on a side is left out', [constant(0, 1), constant(1, 2)], 2],
    ['a burst of another size', [{ base: burst(2), head: burst(6, 6, 6) }], 3],
  ])('%s', (_, pairs, ratio) => {
    const effect = blockEffect(pairs, 0.95);
    expect(Math.exp(effect ?? Number.NaN)).toBeCloseTo(ratio, 12);
  });

  test.each([
    ['no pairs', []],
    ['no usable pair', [{ base: [], head: [7] }, constant(1, 0)]],
  ])('%s: nothing is said', (_, pairs) => {
    expect(blockEffect(pairs, 0.95)).toBeNull();
  });

  // R: quantile(c(1:9, 20), c(.5, .95)), against 1
  test.each([
    [0.5, 5.5],
    [0.95, 15.05],
  ])('is of the quantile %f that is asked for', (quantile, value) => {
    const pair = { base: [1], head: [1, 2, 3, 4, 5, 6, 7, 8, 9, 20] };
    expect(Math.exp(blockEffect([pair], quantile) ?? 0)).toBeCloseTo(value, 10);
  });

  // The first fifty of the head's took ten times as long: that is one of five pieces, and in the tail of them all.
  test.each([
    ['p50, in pieces of fifty', 0.5, 1],
    ['p95, too', 0.95, 1],
    ['p99, of which fewer than 250 say nothing', 0.99, 10],
  ])('long bursts are looked at in pieces: %s', (_, q, ratio) => {
    const pair = {
      base: Array.from({ length: 250 }, () => 2),
      head: Array.from({ length: 250 }, (_, i) => (i < 50 ? 20 : 2)),
    };
    expect(Math.exp(blockEffect([pair], q) ?? 0)).toBeCloseTo(ratio, 10);
  });

  test('pieces of both sides come from the same moments, where one of them has fewer answers', () => {
    expect(blockEffect([{ base: slowThird(150), head: slowThird(300) }], 0.5)).toBeCloseTo(0, 12);
  });

  const times = fc.array(fc.double({ min: 1e-4, max: 10, noNaN: true }), { minLength: 1, maxLength: 20 });
  const pairs = fc.array(fc.record({ base: times, head: times }), { minLength: 1, maxLength: 8 });

  test('order does not matter, sides mirror it, and a change of unit on one side is a shift', () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.01, max: 100, noNaN: true }), (x, unit) => {
        const effect = blockEffect(x, 0.95) ?? Number.NaN;
        const reordered = x.toReversed().map(({ base, head }) => ({ base: base.toReversed(), head }));
        const mirrored = x.map(({ base, head }) => ({ base: head, head: base }));
        const scaled = x.map(({ base, head }) => ({ base, head: head.map((time) => time * unit) }));
        expect(blockEffect(reordered, 0.95)).toBe(effect);
        expect(blockEffect(mirrored, 0.95)).toBeCloseTo(-effect, 9);
        expect(blockEffect(scaled, 0.95)).toBeCloseTo(effect + Math.log(unit), 9);
      }),
    );
  });
});
