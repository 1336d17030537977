import { describe, expect, test } from 'vitest';
import { dueAtRate, dueOnRamp, restOfThink } from '../../src/load/k6/timing.ts';
import { rateOf } from '../../src/load/pacing.ts';
import { uniform } from '../support/random.ts';

const ramp = {
  from: 10,
  steps: [
    { rate: 50, seconds: 4 },
    { rate: 50, seconds: 2 },
    { rate: 0, seconds: 2 },
  ],
};
/** The area below the ramp: 120, then 100, then 50. */
const all = 270;

describe('when requests are due', () => {
  test('at a rate: one after the other', () => {
    expect([0, 1, 100].map((index) => dueAtRate(index, 50))).toEqual([0, 0.02, 2]);
  });

  test.each([
    ['at the end of the first step', 119, 4],
    ['in the middle of the level one', 169, 5],
    ['at the end', all - 1, 8],
  ])('on a ramp: %s', (_, index, seconds) => {
    expect(dueOnRamp(index, ramp)).toBeCloseTo(seconds, 9);
  });

  test('on a ramp: in order, and as many a second as the rate says', () => {
    const due = Array.from({ length: all }, (_, index) => dueOnRamp(index, ramp));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(due.filter((seconds) => seconds < 2)).toHaveLength(39); // 10 · 2 + 10 · 2² / 2, and the 40th is due at 2
  });

  test('the rate of a ramp is its area over its time', () => {
    expect(rateOf({ kind: 'ramp', ...ramp })).toBeCloseTo(all / 8, 9);
  });
});

test('first waits are spread as in the middle of a long test', () => {
  const random = uniform(7);
  const waits = Array.from({ length: 100_000 }, () => restOfThink([1, 3], random(), random()));
  // The rest of a running interval has density (1 - F(t)) / mean: half of it within the first second, here.
  expect(waits.filter((wait) => wait < 1).length / waits.length).toBeCloseTo(0.5, 2);
  expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(13 / 3 / 4, 2); // E[T²] / 2 E[T]
});
