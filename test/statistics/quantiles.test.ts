import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta } from '../../src/statistics/beta.ts';
import { harrellDavis } from '../../src/statistics/harrell-davis.ts';
import { fewestBounded, orderInterval } from '../../src/statistics/order-interval.ts';
import { quantile } from '../../src/statistics/quantile.ts';
import { select } from '../../src/statistics/select.ts';

const sample = [3, 1, 4, 1, 5, 9, 2, 6];
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const anything = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 5 })), { maxLength: 60 });
const values = fc.array(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('type-7 quantile', () => {
  // R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .1, .25, .5, .95, 1), type = 7)
  test.each([
    [0, 1],
    [0.1, 1],
    [0.25, 1.75],
    [0.5, 3.5],
    [0.95, 7.95],
    [1, 9],
  ])('at %f is %f', (q, expected) => {
    expect(quantile(sample, q)).toBeCloseTo(expected, 12);
  });

  test('of nothing is not a number', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  test('is what sorting gives to the last bit, with NaN as the largest, and leaves the sample as it was', () => {
    fc.assert(
      fc.property(anything, fc.double({ min: 0, max: 1, noNaN: true }), (x, q) => {
        const before = [...x];
        const sorted = Float64Array.from(x).toSorted();
        const position = (sorted.length - 1) * q;
        const at = (rank: number) => sorted[rank] ?? Number.NaN;
        const [below, above] = [at(Math.floor(position)), at(Math.ceil(position))];
        expect(quantile(x, q)).toBe(below + (above - below) * (position - Math.floor(position)));
        expect(x).toEqual(before);
      }),
    );
  });
});

describe('selecting the k-th smallest', () => {
  test('puts it at its place, nothing larger before it and nothing less behind it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ max: 20 }), { minLength: 1 }), fc.nat(), (x, any) => {
        const k = any % x.length;
        const moved = [...x];
        const found = select(moved, k);
        expect(found).toBe(x.toSorted((a, b) => a - b)[k]);
        expect(moved[k]).toBe(found);
        expect(Math.max(...moved.slice(0, k + 1))).toBe(found);
        expect(Math.min(...moved.slice(k))).toBe(found);
        expect(moved.toSorted((a, b) => a - b)).toEqual(x.toSorted((a, b) => a - b));
      }),
    );
  });

  test.each([
    ['before the first', [1, 2], -1],
    ['behind the last', [1, 2], 2],
    ['of nothing', [], 0],
  ])('%s there is none', (_, x, k) => {
    expect(select(x, k)).toBeUndefined();
  });
});

describe('Harrell-Davis quantile', () => {
  // R: Hmisc::hdquantile(x, q)
  test.each([
    ['c(3, 1, 4, 1, 5, 9, 2, 6)', sample, 0.25, 1.69456223458361],
    ['c(3, 1, 4, 1, 5, 9, 2, 6)', sample, 0.5, 3.51177859739014],
    ['c(3, 1, 4, 1, 5, 9, 2, 6)', sample, 0.95, 8.61092073324502],
    ['c(1:9, 20)', [...upTo(9), 20], 0.5, 5.50512414728794],
    ['c(1:9, 20)', [...upTo(9), 20], 0.95, 18.1891725557668],
    ['log(1:200)', upTo(200).map(Math.log), 0.5, 4.60768472644575],
    ['log(1:200)', upTo(200).map(Math.log), 0.99, 5.29075093336476],
  ])('of %s at %3$f', (_, x, q, expected) => {
    expect(harrellDavis(x, q)).toBeCloseTo(expected, 10);
  });

  test('one value is its own median, and a constant series is constant', () => {
    expect(harrellDavis([7], 0.5)).toBeCloseTo(7, 12);
    expect(harrellDavis([2, 2, 2, 2], 0.95)).toBeCloseTo(2, 12);
    expect(harrellDavis([], 0.5)).toBeNaN();
  });

  test.each([0.05, 0.5, 0.95])(
    'weights that are left out at %f do not matter, even beside an outlier',
    (q) => {
      const x = [...upTo(299).map((i) => 1 + Math.sin(i) / 2), 1e6];
      const upToRank = (i: number) => incompleteBeta(i / 300, 301 * q, 301 * (1 - q));
      const full = x
        .toSorted((a, b) => a - b)
        .reduce((sum, value, i) => sum + (upToRank(i + 1) - upToRank(i)) * value, 0);
      expect(harrellDavis(x, q) / full).toBeCloseTo(1, 12);
    },
  );

  test('order does not matter, and a change of unit is a change of unit', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 100, noNaN: true }), (x, unit) => {
        const median = harrellDavis(x, 0.5);
        expect(harrellDavis(x.toReversed(), 0.5)).toBe(median);
        expect(
          harrellDavis(
            x.map((value) => value * unit),
            0.5,
          ) /
            (median * unit),
        ).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('order-statistic interval', () => {
  // The ranks of statistics.md; R: c(qbinom(.025, n, q), qbinom(.975, n, q) + 1)
  test.each([
    [200, 0.95, 184, 197],
    [10, 0.5, 2, 9],
    [6, 0.5, 1, 6],
    [72, 0.95, 64, 72],
  ])('%i values, quantile %f: ranks %i … %i', (n, q, low, high) => {
    expect(orderInterval(upTo(n), q, 0.95)).toEqual({ low, high });
  });

  test.each([
    ['p95', 0.95, 72],
    ['p99', 0.99, 368],
  ])('%s has an upper end from %3$i values on, and not from one less', (_, q, n) => {
    expect(orderInterval(upTo(n), q, 0.95).high).toBe(n);
    expect(orderInterval(upTo(n - 1), q, 0.95).high).toBe(Infinity);
    expect(fewestBounded(q)).toBe(n);
  });

  test('five values do not bound a median', () => {
    expect(orderInterval(upTo(5), 0.5, 0.95)).toEqual({ low: -Infinity, high: Infinity });
  });
});
