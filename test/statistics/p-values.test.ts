import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../src/statistics/holm.ts';
import { welch } from '../../src/statistics/welch.ts';

const moved = (values: readonly number[]) => values.map((value) => 8 * value - 64);

describe("Holm's adjustment", () => {
  test.each([
    // R: p.adjust(p, "holm")
    ['four in order', [0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06]],
    ['not in order', [0.03, 0.01, 0.5], [0.06, 0.03, 0.5]],
    ['never above 1', [0.6, 0.7], [1, 1]],
    ['ties', [0.02, 0.02], [0.04, 0.04]],
    ['one alone', [0.2], [0.2]],
    ['a zero', [0, 1], [0, 1]],
    ['none', [], []],
  ])('%s', (_, ps, adjusted) => {
    const found = holm(ps);
    expect(found).toHaveLength(adjusted.length);
    for (const [i, p] of adjusted.entries()) expect(found[i]).toBeCloseTo(p, 12);
  });

  test('rejects what stepping down rejects, and never more than each test alone', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const alpha = 0.05;
        const ascending = ps.toSorted((a, b) => a - b);
        const stop = ascending.findIndex((p, i) => p * (ps.length - i) > alpha);
        const rejected = new Set(stop === -1 ? ascending : ascending.slice(0, stop));
        const adjusted = holm(ps);
        expect(ps.filter((_, i) => (adjusted[i] ?? 1) <= alpha)).toEqual(ps.filter((p) => rejected.has(p)));
        expect(adjusted.every((p, i) => p >= (ps[i] ?? 0))).toBe(true);
      }),
    );
  });
});

describe("Welch's test", () => {
  /** R: sleep$extra by group. */
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

  test('hours of sleep', () => {
    // R: t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939
    expect(welch(one, two)).toBeCloseTo(0.07939, 5);
  });

  test.each([
    // Two and two of the same spread: two degrees of freedom, and the t distribution is 1 − t / √(2 + t²) there.
    ['two degrees of freedom', [0, 2], [3, 5], 1 - 3 / Math.SQRT2 / Math.sqrt(2 + 4.5)],
    // One side is constant: one degree of freedom, the Cauchy distribution.
    ['one degree of freedom', [0, 2], [4, 4], 1 - (2 / Math.PI) * Math.atan(3)],
    ['means that are equal', [1, 3], [0, 4], 1],
    ['one value is no sample', [1], [5, 6, 7], 1],
    ['nothing', [], [5, 6, 7], 1],
    ['constant and equal', [2, 2], [2, 2, 2], 1],
    ['constant and different', [2, 2], [3, 3, 3], 0],
  ])('%s', (_, x, y, p) => {
    expect(welch(x, y)).toBeCloseTo(p, 12);
  });

  test('an outlier takes its evidence away', () => {
    const low = [1, 2, 3, 2, 1, 2];
    expect(welch(low, [4, 5, 6, 5, 4, 5])).toBeLessThan(0.001);
    expect(welch(low, [4, 5, 6, 5, 4, 500])).toBeGreaterThan(0.3);
  });

  test('does not depend on order, unit, origin, nor which sample is the first', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const p = welch(x, y);
        expect(welch(y, x)).toBeCloseTo(p, 10);
        expect(welch(x.toReversed(), y)).toBeCloseTo(p, 10);
        expect(welch(moved(x), moved(y))).toBeCloseTo(p, 10);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});
