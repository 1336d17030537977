import type { Interval } from './interval.ts';
import type { Decision, Thresholds } from './sequential.ts';

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
