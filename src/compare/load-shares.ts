import { hodgesLehmannInterval } from '../statistics/hodges-lehmann.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Verdict } from './judgement.ts';
import { plural } from './words.ts';

/** What the changes of one metric come to, over pairs of rounds. */
export interface Judged {
  readonly change: Interval;
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly detectable: number | null;
}

/**
 * Shares of requests that fail, which are often 0 on both sides, where there is no ratio: by their differences.
 *
 * @param changes of each pair of rounds, as shares 0 … 1
 * @param fewest pairs that a verdict takes
 */
export function judgeShares(changes: readonly number[], fewest: number): Judged {
  const change = hodgesLehmannInterval(changes, 0.95);
  const few = changes.length < fewest;
  const verdict = few ? 'unclear' : verdictOn(change);
  const sentence = few
    ? `cannot tell: ${plural(changes.length, 'pair')} of rounds, and a verdict takes ${fewest}`
    : `${points(change.estimate)} percentage points (${points(change.low)} … ${points(change.high)})`;
  return { change, verdict, sentence, detectable: null };
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

/** Half a percentage point is what counts. */
const pointsThatCount = 0.005;

function verdictOn({ low, high, estimate }: Interval): Verdict {
  if (low > 0 && estimate >= pointsThatCount) return 'worse';
  if (high < 0 && estimate <= -pointsThatCount) return 'better';
  return low > -pointsThatCount && high < pointsThatCount ? 'same' : 'unclear';
}
