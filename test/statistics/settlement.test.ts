import { describe, expect, test } from 'vitest';
import { mapInterval } from '../../src/statistics/interval.ts';
import { neededForLimit } from '../../src/statistics/settlement.ts';

const looks = { looks: [8, 12, 16, 20] };

/** On the logarithm it reaches as far down as up. */
function around(estimate: number, reach: number) {
  return { estimate, low: estimate / reach, high: estimate * reach };
}

describe('how many units would settle a limit', () => {
  test.each([
    // The interval has to become a little more than half as wide, which takes not quite four times as many.
    ['at half the reach', around(1, 1.21), 1.101, 12, 48],
    ['below the estimate, as far', around(1, 1.21), 1 / 1.101, 12, 48],
    ['at the end of the interval: the next look', around(1, 1.1), 1.1, 12, 16],
    ['just within it: the look that has as many', around(1, 1.2), 1.18, 12, 16],
    ['within reach of a later look', around(1, 1.21), 1.16, 12, 20],
    ['after the last look, as many as it takes', around(1, 1.1), 1.05, 20, 77],
    ['the estimate itself: nobody can say', around(1, 1.1), 1, 12, null],
    ['an interval without an end', { estimate: 1, low: 0, high: Infinity }, 1.1, 5, null],
    ['nothing', { estimate: Number.NaN, low: Number.NaN, high: Number.NaN }, 1.1, 0, null],
  ] as const)('%s', (_, interval, limit, units, needed) => {
    expect(neededForLimit(interval, limit, units, looks)).toBe(needed);
  });

  test('does not hang on the unit of what is limited', () => {
    const seconds = { estimate: 0.2, low: 0.18, high: 0.23 };
    const millis = mapInterval(seconds, (x) => x * 1000);
    expect(neededForLimit(millis, 210, 12, looks)).toBe(neededForLimit(seconds, 0.21, 12, looks));
  });
});
