import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalP } from '../../src/statistics/normal.ts';
import { rankSumCritical, rankSumP } from '../../src/statistics/rank-sum.ts';
import { signTest } from '../../src/statistics/sign-test.ts';
import { signedRankCritical, signedRankP } from '../../src/statistics/signed-rank.ts';
import { normal } from '../support/random.ts';

/** Ranks from 1, ties sharing their mean, by counting who is below and who is equal. */
const ranksOf = (values: readonly number[]) =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
/** Twice the smaller tail of all the sums that might have been, all as likely as each other. */
const twoSided = (sums: readonly number[], seen: number) =>
  Math.min(
    1,
    (2 * Math.min(sums.filter((sum) => sum <= seen).length, sums.filter((sum) => sum >= seen).length)) /
      sums.length,
  );
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const cubes = (values: readonly number[]) => values.map((value) => value ** 3);
const bits = (n: number) => Array.from({ length: n }, (_, i) => i);

function signedRankByHand(values: readonly number[]): number {
  const nonzero = values.filter((value) => value !== 0);
  const ranks = ranksOf(nonzero.map(Math.abs));
  const sumOf = (signs: number) => sum(ranks.filter((_, i) => (signs >> i) & 1));
  const seen = sum(ranks.filter((_, i) => (nonzero[i] ?? 0) > 0));
  return twoSided(bits(2 ** nonzero.length).map(sumOf), seen);
}

function rankSumByHand(x: readonly number[], y: readonly number[]): number {
  const ranks = ranksOf([...x, ...y]);
  const members = (choice: number) => ranks.filter((_, i) => (choice >> i) & 1);
  const choices = bits(2 ** ranks.length).map(members);
  const sums = choices.filter(({ length }) => length === x.length).map(sum);
  return twoSided(sums, sum(ranks.slice(0, x.length)));
}

/** Values of ranks 1 … n, of which the negative ones make up a sum of w: the largest that fit into it. */
function against(n: number, w: number): readonly number[] {
  let left = w;
  return upTo(n)
    .toReversed()
    .map((rank) => {
      if (rank > left) return rank;
      left -= rank;
      return -rank;
    });
}

/** Hollander & Wolfe's depression scale, R: `?wilcox.test`. */
const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const depression = before.map((x, i) => x - (after[i] ?? 0));
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('signed-rank test', () => {
  test.each([
    // R: wilcox.test(before, after, paired = TRUE, alternative = "greater"): V = 40, p-value = 0.01953
    ['the depression scale', depression, 2 * 0.01953125],
    // R: 2 * psignrank(3, 8)
    ['eight, the first two against', [-1, -2, 3, 4, 5, 6, 7, 8], 10 / 256],
    ['all on one side', upTo(10), 2 / 1024],
    ['one value', [5], 1],
    ['no values', [], 1],
    ['zeros alone', [0, 0, 0, -0], 1],
    ['zeros are left out', [0, 0, 1, 2, 3, 4, 5, 6], 2 / 64],
    ['a constant series', [2, 2, 2, 2, 2, 2], 2 / 64],
    ['one outlier counts as the largest rank', [-1e9, 1, 2, 3, 4, 5, 6, 7], 50 / 256],
    ['two hundred on one side', upTo(200), 2 ** -199],
  ])('%s', (_, values, p) => {
    expect(signedRankP(values) / p).toBeCloseTo(1, 12);
  });

  test('is what listing all signs gives, with ties and zeros', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(values, (x) => {
        expect(signedRankP(x)).toBeCloseTo(signedRankByHand(x), 12);
      }),
      { numRuns: 50 },
    );
  });

  test('depends on ranks and signs alone: not on order, nor unit, nor which way round', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 30 }), (x) => {
        const p = signedRankP(x);
        expect(signedRankP(x.toReversed())).toBe(p);
        expect(signedRankP(x.map((value) => -3 * value))).toBe(p);
        expect(signedRankP(cubes(x))).toBe(p);
      }),
    );
  });

  test.each([
    [6, 0.05],
    [8, 0.02],
    [12, 0.02],
    [24, 0.05],
    [60, 0.05],
  ])('of %i values rejects at %f where the interval excludes 0', (n, alpha) => {
    const critical = signedRankCritical(n, alpha / 2);
    expect(signedRankP(against(n, critical - 1))).toBeLessThanOrEqual(alpha);
    expect(signedRankP(against(n, critical))).toBeGreaterThan(alpha);
  });

  test('beyond two hundred values the normal distribution goes on where the exact one ends', () => {
    const noise = normal(2);
    const values = Array.from({ length: 200 }, () => Math.round(10 * (0.12 + noise()))).filter(
      (x) => x !== 0,
    );
    const enough = [...values, ...values].slice(0, 200);
    const exact = signedRankP(enough);
    const ranks = ranksOf(enough.map(Math.abs));
    const seen = sum(ranks.filter((_, i) => (enough[i] ?? 0) > 0));
    const variance = sum(ranks.map((rank) => rank ** 2)) / 4;
    expect(exact).toBeGreaterThan(0.001);
    expect(exact).toBeLessThan(0.5);
    expect(Math.abs(normalP(seen - (200 * 201) / 4, variance) - exact)).toBeLessThan(2e-4);
    const [more, expected] = [[...enough, 1e6, -2e6], ranksOf([...enough, 1e6, -2e6].map(Math.abs))];
    const above = sum(expected.filter((_, i) => (more[i] ?? 0) > 0));
    const spread = sum(expected.map((rank) => rank ** 2)) / 4;
    expect(signedRankP(more)).toBeCloseTo(normalP(above - (202 * 203) / 4, spread), 12);
  });

  test('the normal approximation is that of R', () => {
    // R: with(sleep, wilcox.test(extra[1:10], extra[11:20], paired = TRUE)): V = 0, p-value = 0.009091, one zero, one tie
    expect(normalP(-22.5, (9 * 10 * 19) / 24 - (2 ** 3 - 2) / 48)).toBeCloseTo(0.009091, 6);
    expect(normalP(0, 0)).toBe(1);
    expect(normalP(0.5, 10)).toBe(1);
  });
});

describe('sign test', () => {
  test.each([
    // R: binom.test(7, 9)$p.value
    ['the depression scale: seven of nine', depression, 0.1796875],
    // R: binom.test(1, 10)$p.value
    ['one of ten', [-5, ...upTo(9)], 0.021484375],
    ['all of ten', upTo(10), 2 / 1024],
    ['as many as against', [1, 2, -3, -4], 1],
    ['one', [1], 1],
    ['none', [], 1],
    ['zeros are left out', [0, 0, -0, ...upTo(6)], 2 / 64],
    ['an outlier is a sign like any other', [-1e9, ...upTo(9)], 0.021484375],
  ])('%s', (_, values, p) => {
    expect(signTest(values)).toBeCloseTo(p, 12);
  });

  test('is what counting signs gives', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    for (const n of [2, 7, 12, 40]) {
      for (const k of bits(Math.floor(n / 2) + 1)) {
        const tail = sum(bits(k + 1).map((i) => choose(n, i))) / 2 ** n;
        const values = upTo(n).map((i) => (i <= k ? -i : i));
        expect(signTest(values) / Math.min(1, 2 * tail)).toBeCloseTo(1, 10);
      }
    }
  });
});

describe('rank-sum test', () => {
  /** R: airquality$Ozone, May and August, without NA. */
  const may = [
    41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37,
  ];
  const august = [
    39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85,
  ];

  test.each([
    // R: wilcox.test(x, y, alternative = "greater"): W = 35, p-value = 0.1272 (permeability, `?wilcox.test`)
    [
      'the permeability constants',
      [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
      [1.15, 0.88, 0.9, 0.74, 1.21],
      2 * 0.1272,
    ],
    // R: wilcox.test(may, august): W = 127.5, p-value = 0.0001208, with ties, normal
    ['ozone in May and in August', may, august, 0.0001208],
    ['four and four, wholly apart', [1, 2, 3, 4], [5, 6, 7, 8], 2 / 70],
    ['three and three cannot reach 5 %', [1, 2, 3], [4, 5, 6], 0.1],
    ['one and one', [1], [2], 1],
    ['nothing on one side', [], [1, 2], 1],
    ['a constant series', [2, 2, 2], [2, 2, 2, 2], 1],
    [
      'thirty of the same and thirty more',
      Array.from({ length: 30 }, () => 1),
      Array.from({ length: 30 }, () => 1),
      1,
    ],
    ['an outlier is the last rank', [1, 2, 3, 4e9], [5, 6, 7, 8], rankSumByHand([1, 2, 3, 9], [5, 6, 7, 8])],
  ])('%s', (_, x, y, p) => {
    expect(Math.abs(rankSumP(x, y) - p)).toBeLessThan(p < 0.001 ? 5e-8 : 1e-4);
  });

  test('is what listing all orders gives, with ties', () => {
    const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        expect(rankSumP(x, y)).toBeCloseTo(rankSumByHand(x, y), 12);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [4, 4],
    [5, 10],
    [12, 12],
    [25, 25],
  ])('of %i and %i values rejects where the interval of the shift excludes 0', (n, m) => {
    const critical = rankSumCritical(n, m, 0.025);
    // The largest of x stands above u of y, the rest of x below all of it.
    const apart = (u: number) => {
      const above = Array.from({ length: n }, (_, i) => Math.min(m, Math.max(0, u - i * m)));
      return above.map((passed, i) => passed + 0.5 - i / (2 * n));
    };
    const y = upTo(m);
    expect(rankSumP(apart(critical - 1), y)).toBeLessThanOrEqual(0.05);
    expect(rankSumP(apart(critical), y)).toBeGreaterThan(0.05);
  });

  test('depends on ranks alone: not on order, nor unit, nor which sample is the first', () => {
    const values = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const p = rankSumP(x, y);
        expect(rankSumP(x.toReversed(), y)).toBe(p);
        expect(rankSumP(cubes(x), cubes(y))).toBe(p);
        expect(rankSumP(y, x)).toBeCloseTo(p, 12);
      }),
      { numRuns: 50 },
    );
  });

  test('beyond twenty-five values the normal distribution goes on where the exact one ends', () => {
    const noise = normal(4);
    const x = Array.from({ length: 25 }, () => 0.5 + noise());
    const y = Array.from({ length: 25 }, noise);
    const exact = rankSumP(x, y);
    const u = sum(x.map((value) => y.filter((other) => other < value).length));
    expect(exact).toBeGreaterThan(0.001);
    expect(exact).toBeLessThan(0.5);
    // Its tails are lighter than the normal ones (kurtosis −0.07), which makes 0.004 at the most.
    expect(Math.abs(normalP(u - 312.5, (625 * 51) / 12) - exact)).toBeLessThan(4e-3);
    const [more, same] = [
      [...x, 9],
      [...y, -9],
    ];
    const above = sum(more.map((value) => same.filter((other) => other < value).length));
    expect(rankSumP(more, same)).toBeCloseTo(normalP(above - 338, (676 * 53) / 12), 12);
  });
});
