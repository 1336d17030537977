import type { Interval } from './interval.ts';
import { nextLook, type Decision, type Looks, type Thresholds } from './sequential.ts';

/** Whether what is allowed holds, breaks, or cannot be told yet. */
export type Settlement = 'kept' | 'broken' | 'unclear';

/**
 * More than is allowed is evident; or it is excluded, by the 95 % interval, that there is more than is tolerated. That
 * interval is unbounded below six rounds.
 */
export function settleGrowth({ verdict, ratio }: Decision, { tolerance }: Thresholds): Settlement {
  if (verdict === 'worse') return 'broken';
  if (verdict !== 'unclear') return 'kept';
  return ratio.high <= tolerance ? 'kept' : 'unclear';
}

/** Whether a value is at most so much, by its interval. */
export function settleLimit({ low, high }: Interval, atMost: number): Settlement {
  if (low > atMost) return 'broken';
  return high <= atMost ? 'kept' : 'unclear';
}

/** Whether a value is at least so much, by its interval. */
export function settleFloor({ low, high }: Interval, atLeast: number): Settlement {
  if (high < atLeast) return 'broken';
  return low >= atLeast ? 'kept' : 'unclear';
}

/**
 * About how many units in all would take a limit out of the interval of a value above 0, if they are like these: on the
 * logarithm, where it was made, it narrows with the square root of their number, about the same estimate.
 * null where that cannot be said: the estimate is the limit, or there are too few units to bound it.
 */
export function neededForLimit(
  { estimate, low, high }: Interval,
  limit: number,
  units: number,
  { looks }: Pick<Looks, 'looks'>,
): number | null {
  const reach = Math.log(high / low) / 2;
  const distance = Math.abs(Math.log(estimate / limit));
  const needed = units * (reach / distance) ** 2;
  return Number.isFinite(needed) ? nextLook(units, needed, looks) : null;
}
