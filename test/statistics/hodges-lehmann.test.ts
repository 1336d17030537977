import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hodgesLehmann, hodgesLehmannInterval } from '../../src/statistics/hodges-lehmann.ts';
import { signedRankCritical } from '../../src/statistics/signed-rank.ts';

/** Hollander & Wolfe's depression scale, R: `?wilcox.test`. */
const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const differences = before.map((x, i) => x - (after[i] ?? 0));
const array = (one: fc.Arbitrary<number>) => fc.array(one, { minLength: 6, maxLength: 30 });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('signed-rank critical value', () => {
  // R: the largest q with psignrank(q - 1, n) <= tail
  test.each([
    [6, 0.025, 1],
    [6, 0.01, 0],
    [8, 0.025, 4],
    [8, 0.005, 1],
    [8, 0.001, 0],
    [12, 0.01, 10],
    [24, 0.025, 82],
    [24, 0.001, 46],
    [50, 0.005, 374],
  ])('of %i values for a tail of %f is %i', (n, tail, critical) => {
    expect(signedRankCritical(n, tail)).toBe(critical);
  });

  test.each([1, 2, 5, 9])('of %i values agrees with listing all signs', (n) => {
    const sums = Array.from({ length: 2 ** n }, (_, signs) =>
      upTo(n).reduce((sum, rank) => sum + ((signs >> (rank - 1)) & 1) * rank, 0),
    );
    for (const tail of [0.001, 0.01, 0.025, 0.05, 0.2]) {
      const share = (below: number) => sums.filter((sum) => sum < below).length / sums.length;
      const critical = upTo((n * (n + 1)) / 2).findLast((c) => share(c) <= tail) ?? 0;
      expect(signedRankCritical(n, tail)).toBe(critical);
    }
  });

  // R: qsignrank(tail, n)
  test.each([
    [200, 0.025, 8445, 0],
    [200, 0.005, 7945, 0],
    [201, 0.025, 8533, 1],
    [201, 0.005, 8029, 5],
  ])('of %i values for a tail of %f is %i, give or take %i', (n, tail, critical, error) => {
    expect(Math.abs(signedRankCritical(n, tail) - critical)).toBeLessThanOrEqual(error);
  });
});

describe('Hodges-Lehmann estimate and interval', () => {
  // R: wilcox.test(before - after, conf.int = TRUE, conf.level = level)
  test.each([
    [0.95, 0.01, 0.786],
    [0.98, -0.0685, 0.821],
  ])('at level %f', (level, low, high) => {
    const interval = hodgesLehmannInterval(differences, level);
    expect(interval.estimate).toBeCloseTo(0.46, 12);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  test.each([
    ['five values have no 95 % interval', 5, 0.95, false],
    ['six have', 6, 0.95, true],
    ['seven have no 99 % interval', 7, 0.99, false],
    ['eight have', 8, 0.99, true],
  ])('%s', (_, n, level, bounded) => {
    expect(Number.isFinite(hodgesLehmannInterval(upTo(n), level).high)).toBe(bounded);
  });

  test.each([
    ['nothing', [], Number.NaN],
    ['one value', [3], 3],
    ['two values', [1, 2], 1.5],
    ['a constant series', [2, 2, 2, 2, 2, 2], 2],
    ['zeros', [0, 0, 0, 0, 0, 0, 0], 0],
    ['one outlier', [1, 2, 3, 4, 5, 1e9], 3.5],
  ])('of %s', (_, values, estimate) => {
    expect(hodgesLehmann(values)).toBe(estimate);
  });

  // Of any size that the sum of two does not leave the doubles.
  const value = fc.double({ min: -8e307, max: 8e307, noNaN: true });
  const usual = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const few = fc.integer({ min: -3, max: 3 });
  const values = fc.oneof(array(value), array(usual), array(few), array(fc.oneof(value, usual, few)));

  test('is the median of all averages of two, and its ends are such averages', () => {
    fc.assert(
      fc.property(values, (x) => {
        // Half of the smallest negative double is −0, which counts as 0.
        const averages = x
          .flatMap((a, i) => x.slice(i).map((b) => (a + b) / 2 + 0))
          .toSorted((a, b) => a - b);
        const [lower, upper] = [
          averages[(averages.length - 1) >> 1] ?? 0,
          averages[averages.length >> 1] ?? 0,
        ];
        const { estimate, low, high } = hodgesLehmannInterval(x, 0.95);
        const left = signedRankCritical(x.length, 0.025) - 1;
        expect(estimate).toBe(lower === upper ? lower : (lower + upper) / 2 + 0);
        expect(low).toBe(averages[left]);
        expect(high).toBe(averages.at(-1 - left));
      }),
    );
  });

  test.each([
    ['the smallest doubles, whose halves are rounded', [-5e-324, 0, 5e-324, -1e-323, 1.5e-323, 0], 0],
    ['numbers of very different size', [3e-81, 1e-323, -3e-81, 1, -1, 1e300, -1e300], 0],
    ['negative zeros', [-0, -0, -0], 0],
    ['neighbours, between which there is nothing', [1, 1 + Number.EPSILON], 1],
    [
      'neighbours of which the upper one is even',
      [1 + Number.EPSILON, 1 + 2 * Number.EPSILON],
      1 + 2 * Number.EPSILON,
    ],
    ['the largest doubles whose sum is one', [8e307, 8e307, -8e307], 4e307],
  ])('of %s', (_, x, estimate) => {
    expect(hodgesLehmann(x)).toBe(estimate);
  });

  test('does not depend on the order, and changes its sign with the values', () => {
    fc.assert(
      fc.property(values, (x) => {
        const { estimate, low, high } = hodgesLehmannInterval(x, 0.95);
        expect(hodgesLehmannInterval(x.toReversed(), 0.95)).toEqual({ estimate, low, high });
        const mirrored = x.map((value) => 0 - value);
        expect(hodgesLehmannInterval(mirrored, 0.95)).toEqual({
          estimate: 0 - estimate,
          low: 0 - high,
          high: 0 - low,
        });
      }),
    );
  });
});
