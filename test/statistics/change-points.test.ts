import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePoints } from '../../src/statistics/change-points.ts';
import { bestSplit } from '../../src/statistics/energy-split.ts';
import { shuffled } from '../../src/statistics/shuffled.ts';
import { uniformFrom } from '../../src/statistics/uniform.ts';
import { normal } from '../support/random.ts';

/** So many values of each level, one level after another, with noise of standard deviation 1. */
function series(seed: number, ...levels: readonly (readonly [level: number, count: number])[]): number[] {
  const noise = normal(seed);
  return levels.flatMap(([level, count]) => Array.from({ length: count }, () => level + noise()));
}

function placesIn(values: readonly number[]): readonly number[] {
  return changePoints(values).map(({ at }) => at);
}

describe('change points', () => {
  test.each([
    ['a jump up', series(1, [0, 20], [5, 20]), [20]],
    ['a jump down', series(2, [0, 15], [-5, 25]), [15]],
    ['two steps', series(3, [0, 20], [6, 20], [12, 20]), [20, 40]],
    ['a level that comes and goes', series(4, [0, 20], [6, 12], [0, 20]), [20, 32]],
    ['a jump at the last moment at which it can be seen', series(5, [0, 30], [9, 4]), [30]],
    ['nothing', [], []],
    ['one value', [1], []],
    ['a jump that one value has seen', series(6, [0, 30], [9, 1]), []],
    ['no jump', series(7, [0, 60]), []],
    ['one outlier', series(8, [0, 20], [30, 1], [0, 20]), []],
    ['an outlier beside a jump', series(9, [0, 10], [30, 1], [0, 10], [8, 20]), [21]],
    ['a constant series', Array.from({ length: 40 }, () => 0.3), []],
    ['a series of two values that take turns', Array.from({ length: 40 }, (_, i) => i % 2), []],
    ['a jump between ties', Array.from({ length: 30 }, (_, i) => (i < 13 ? 2 : 3)), [13]],
    ['a jump in nine values', [0, 0, 0, 0, 9, 9, 9, 9, 9], []],
    ['a jump in twelve values', [0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9], [6]],
  ])('%s', (_, values, expected) => {
    expect(placesIn(values)).toEqual(expected);
  });

  test('are the same each time, and do not depend on unit and scale', () => {
    const values = series(10, [0, 20], [3, 20]);
    expect(changePoints(values)).toEqual(changePoints(values));
    expect(placesIn(values.map((value) => 1000 + 4 * value))).toEqual(placesIn(values));
    expect(placesIn(values.map((value) => -value))).toEqual(placesIn(values));
  });

  test('a p-value is at most the level and at least what the draws can show', () => {
    for (const { p } of changePoints(series(11, [0, 20], [5, 20], [0, 20]))) {
      expect(p).toBeGreaterThanOrEqual(1 / 200);
      expect(p).toBeLessThanOrEqual(0.01);
    }
  });
});

describe('the best split', () => {
  test('is that of the definition, by counting every pair', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 6, maxLength: 14 }),
        fc.integer({ min: 2, max: 3 }),
        (values, least) => {
          const split = bestSplit(values, least);
          expect(split?.evidence).toBeCloseTo(Math.max(...everyEvidence(values, least)), 9);
        },
      ),
    );
  });

  test('takes two parts of at least as many values', () => {
    expect(bestSplit([1, 2, 3, 4, 5, 6, 7], 4)).toBeNull();
    expect(bestSplit([1, 1, 1, 1, 5, 5, 5, 5], 4)?.at).toBe(4);
  });
});

/** As the paper has it: Q(X, Y) for every split and every end. */
function everyEvidence(values: readonly number[], least: number): readonly number[] {
  const found: number[] = [];
  for (let at = least; at <= values.length - least; at += 1) {
    for (let end = at + least; end <= values.length; end += 1) {
      const [x, y] = [values.slice(0, at), values.slice(at, end)];
      const [n, m] = [x.length, y.length];
      const distance =
        (2 * distances(x, y)) / (n * m) - distances(x, x) / (n * (n - 1)) - distances(y, y) / (m * (m - 1));
      found.push(((n * m) / (n + m)) * distance);
    }
  }
  return found;
}

function distances(x: readonly number[], y: readonly number[]): number {
  return x.flatMap((one) => y.map((other) => Math.abs(one - other))).reduce((sum, each) => sum + each, 0);
}

describe('an order by chance', () => {
  test('has the same values, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const order = shuffled(values, uniformFrom(seed));
        expect(order.toSorted((a, b) => a - b)).toEqual(values.toSorted((a, b) => a - b));
        expect(shuffled(values, uniformFrom(seed))).toEqual(order);
      }),
    );
  });

  test('is each of the six orders of three values about equally often', () => {
    const random = uniformFrom(7);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // The 99.9 % quantile of chi-squared with 5 degrees of freedom; R: qchisq(0.999, 5)
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(20.515);
  });
});
