import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankSumCritical } from '../../src/statistics/rank-sum.ts';
import { shiftInterval } from '../../src/statistics/shift.ts';

/** Hollander & Wolfe's permeability constants, R: `?wilcox.test`. */
const a = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const b = [1.15, 0.88, 0.9, 0.74, 1.21];

describe('shift between two samples', () => {
  // R: wilcox.test(a, b, conf.int = TRUE, conf.level = level)
  test.each([
    [0.9, -0.08, 0.72],
    [0.95, -0.15, 0.76],
    [0.99, -0.35, 1.01],
  ])('at level %f', (level, low, high) => {
    const shift = shiftInterval(b, a, level);
    expect(shift.estimate).toBeCloseTo(0.305, 12);
    expect(shift.low).toBeCloseTo(low, 12);
    expect(shift.high).toBeCloseTo(high, 12);
  });

  test.each([
    ['nothing on one side', [], [1, 2], { estimate: Number.NaN, low: -Infinity, high: Infinity }],
    [
      'three and three are too few for 95 %',
      [1, 2, 3],
      [4, 5, 6],
      { estimate: 3, low: -Infinity, high: Infinity },
    ],
    ['four and four are enough', [1, 2, 3, 4], [5, 6, 7, 8], { estimate: 4, low: 1, high: 7 }],
    ['ties', [1, 1, 1, 1], [1, 1, 1, 1], { estimate: 0, low: 0, high: 0 }],
  ])('%s', (_, before, after, expected) => {
    expect(shiftInterval(before, after, 0.95)).toEqual(expected);
  });

  test('changes its sign when the samples change places', () => {
    const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const [there, back] = [shiftInterval(x, y, 0.95), shiftInterval(y, x, 0.95)];
        expect(back.estimate).toBeCloseTo(-there.estimate, 12);
        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(back.high).toBeCloseTo(-there.low, 12);
      }),
    );
  });
});

describe('rank-sum critical value', () => {
  // R: the largest q with pwilcox(q - 1, n, m) <= tail
  test.each([
    [4, 4, 0.025, 1],
    [5, 10, 0.025, 9],
    [8, 24, 0.005, 38],
    [24, 24, 0.025, 193],
    [25, 25, 0.025, 212],
  ])('of %i and %i values for a tail of %f is %i', (n, m, tail, critical) => {
    expect(rankSumCritical(n, m, tail)).toBe(critical);
    expect(rankSumCritical(m, n, tail)).toBe(critical);
  });

  test.each([
    [49, 49, 0.025, 925],
    [26, 26, 0.005, 199],
    [8, 40, 0.01, 77],
  ])('of %i and %i values for a tail of %f is %i, give or take two', (n, m, tail, critical) => {
    expect(Math.abs(rankSumCritical(n, m, tail) - critical)).toBeLessThanOrEqual(2);
  });
});
