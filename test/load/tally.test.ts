import { expect, test } from 'vitest';
import { newTally, routeOf, secondsAt, sumOf } from '../../src/load/tally.ts';
import { grid } from '../../src/record/grid.ts';
import { uniform } from '../support/random.ts';

/** What three significant digits may cost, as a share of the time. */
const digits = 0.001;

/** Times from ten microseconds to a quarter of an hour, as many in each magnitude. */
function times(count: number): readonly number[] {
  const next = uniform(11);
  // The histogram counts whole microseconds, as the clock does.
  return Array.from({ length: count }, () => Math.round(10 * 10 ** (8 * next())) / 1e6);
}

test('one time is told to three digits, from a microsecond to an hour', () => {
  for (const seconds of [1e-6, 0.000_999, 0.001_001, 0.1234, 0.999_5, 1.001, 59.99, 3_599]) {
    const tally = newTally();
    tally.answered(seconds);
    for (const probability of [0, 0.5, 1]) {
      expect(Math.abs(secondsAt(tally.histogram, probability) / seconds - 1)).toBeLessThanOrEqual(digits);
    }
  }
});

test('each quantile of many is within three digits of that of the times themselves, and so is the mean', () => {
  const seconds = times(20_000);
  const tally = newTally();
  for (const one of seconds) tally.answered(one);
  const { service } = routeOf(tally);
  const sorted = seconds.toSorted((a, b) => a - b);
  // The nearest rank.
  const exact = grid.map((share) => sorted[Math.max(1, Math.ceil(share * seconds.length - 1e-6)) - 1] ?? NaN);
  const errors = exact.map((time, i) => Math.abs((service?.quantiles[i] ?? NaN) / time - 1));
  expect(Math.max(...errors)).toBeLessThanOrEqual(digits);
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  expect(Math.abs((service?.mean ?? NaN) / mean - 1)).toBeLessThanOrEqual(digits);
  expect(service?.count).toBe(20_000);
});

test('routes are as exact together as one by one, and their mishaps add up', () => {
  const [one, other] = [newTally(), newTally()];
  for (const seconds of [0.001, 0.002, 0.003]) one.answered(seconds);
  for (const seconds of [1.003, 2.004]) other.answered(seconds);
  one.mishap('timeout');
  other.mishap('timeout');
  other.mishap('reset');
  const all = sumOf([one, other]);
  expect(all).toMatchObject({ answered: 5, mishaps: { timeout: 2, reset: 1 }, scheduled: null });
  for (const [probability, seconds] of [
    [0, 0.001],
    [0.5, 0.003],
    [0.8, 1.003],
    [1, 2.004],
  ] as const) {
    const told = all.service?.quantiles[grid.indexOf(probability)] ?? NaN;
    expect(Math.abs(told / seconds - 1)).toBeLessThanOrEqual(digits);
  }
});
