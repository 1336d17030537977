import { describe, expect, test } from 'vitest';
import { incompleteBeta } from '../../src/statistics/beta.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';

describe('the normal distribution', () => {
  // R: pnorm(c(-4.3326, -1.96, 0, .5, 3))
  test.each([
    [-4.3326, 7.36793472490748e-6],
    [-1.96, 2.49978951482204e-2],
    [0, 0.5],
    [0.5, 0.691462461274013],
    [3, 0.99865010196837],
  ])('P(Z ≤ %f) is %f', (z, p) => {
    expect(normalCdf(z)).toBeCloseTo(p, 13);
  });

  // R: qnorm(c(1e-6, .005, .025, .5, .9))
  test.each([
    [1e-6, -4.7534243088229],
    [0.005, -2.5758293035489],
    [0.025, -1.95996398454005],
    [0.5, 0],
    [0.9, 1.2815515655446],
  ])('P(Z ≤ z) = %f at z = %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });

  test('far out there is nothing left, and never less than nothing', () => {
    expect([normalCdf(-40), normalCdf(40), normalCdf(-Infinity)]).toEqual([0, 1, 0]);
  });
});

describe('the incomplete beta function', () => {
  // R: pbeta(c(.1, .3, .5, .9, .95), c(2, .5, 100.5, 20, 9.55), c(3, .5, 100.5, 2, .95))
  test.each([
    [0.1, 2, 3, 0.0523],
    [0.3, 0.5, 0.5, 0.369010119565545],
    [0.5, 100.5, 100.5, 0.5],
    [0.9, 20, 2, 0.364729963771708],
    [0.95, 9.55, 0.95, 0.588543006738626],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('I(%f; %f, %f) is %f', (x, a, b, value) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 12);
  });
});
