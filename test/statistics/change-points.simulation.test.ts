import { expect, test } from 'vitest';
import { changePoints } from '../../src/statistics/change-points.ts';
import { normal } from '../support/random.ts';

const level = 0.05;

/** In how many of so many series of 24 values without a change some are found. */
function alarms(trials: number, draw: (trial: number) => () => number): number {
  return Array.from({ length: trials }, (_, trial) => {
    const value = draw(trial);
    return changePoints(
      Array.from({ length: 24 }, () => value()),
      { level, seed: trial },
    );
  }).filter((found) => found.length > 0).length;
}

/** Three standard deviations of the binomial distribution. */
function reach(trials: number): number {
  return 3 * Math.sqrt(level * (1 - level) * trials);
}

test('change points are found where there are none about as often as the level says', () => {
  const trials = 600;
  const found = alarms(trials, (trial) => normal(1000 + trial));
  expect(Math.abs(found - level * trials)).toBeLessThan(reach(trials));
});

test('change points of heavy-tailed noise are no more often found', () => {
  const trials = 400;
  const found = alarms(trials, (trial) => {
    const [one, other] = [normal(trial), normal(5000 + trial)];
    return () => one() / other();
  });
  expect(found).toBeLessThan(level * trials + reach(trials));
});
