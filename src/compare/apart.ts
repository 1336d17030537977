import type { ParameterClassRecord } from '../record/experiment.ts';
import { mapInterval, type Interval } from '../statistics/interval.ts';
import { shiftInterval } from '../statistics/shift.ts';
import { changeInterval, changeSpan } from './change.ts';
import { logMedians, typicalTime } from './effects.ts';
import type { Verdict } from './judgement.ts';
import type { TimeChange } from './run-comparison.ts';
import { percent, plural } from './words.ts';

/**
 * The smallest change between runs that were taken apart, as a ratio above 1. Rounds of one run share whatever state
 * the machine was in, and the interval knows nothing of how that differs from run to run: identical code, measured
 * minutes apart, moves by several per cent. So: ten per cent, and for trends only.
 */
export const apart = { effect: 1.1, level: 0.99 } as const;

/** By what factor the second sample lies above the first, both given as logarithms. */
export function ratioApart(before: readonly number[], after: readonly number[]): Interval {
  return mapInterval(shiftInterval(before, after, apart.level), Math.exp);
}

/** What that means for something of which less is better. */
export function verdictApart({ low, high, estimate }: Interval): Exclude<Verdict, 'invalid'> {
  if (low > 1 && estimate >= apart.effect) return 'worse';
  if (high < 1 && estimate <= 1 / apart.effect) return 'better';
  return low >= 1 / apart.effect && high <= apart.effect ? 'same' : 'unclear';
}

/** The times of a variant in one parameter class, in two runs; null where it was not timed in both. */
export function timeChange(
  before: ParameterClassRecord,
  after: ParameterClassRecord,
  variant: string,
  sameData: boolean,
): TimeChange | null {
  const [x, y] = [before, after].map(({ rounds }) => logMedians(rounds, variant));
  if (x === undefined || y === undefined || x.length === 0 || y.length === 0) return null;
  const ratio = ratioApart(x, y);
  const times = {
    before: typicalTime(before.rounds, variant),
    after: typicalTime(after.rounds, variant),
    ratio,
  };
  const incomparable = whyIncomparable(before, after, sameData);
  if (incomparable !== null) return { ...times, verdict: 'invalid', sentence: incomparable };
  const verdict = verdictApart(ratio);
  return {
    ...times,
    verdict,
    sentence: `${sentences[verdict](ratio)} ${overRounds(x.length, y.length)}`,
  };
}

/** What a verdict of runs that were taken apart rests on, at the end of its sentence. */
export function overRounds(before: number, after: number): string {
  return `over ${plural(before, 'round')} before and ${after} after, taken at different times`;
}

export const otherData = 'not compared: the data are not the same';

function whyIncomparable(
  before: ParameterClassRecord,
  after: ParameterClassRecord,
  sameData: boolean,
): string | null {
  if (!sameData) return otherData;
  const same = JSON.stringify(before.sets) === JSON.stringify(after.sets);
  return same ? null : 'not compared: other parameters were drawn';
}

const sentences: Readonly<Record<Exclude<Verdict, 'invalid'>, (ratio: TimeChange['ratio']) => string>> = {
  better: (ratio) => changeInterval(ratio),
  worse: (ratio) => changeInterval(ratio),
  same: (ratio) => `no change beyond ${percent(apart.effect)}: ${changeSpan(ratio)}`,
  unclear: (ratio) => `cannot tell: ${changeSpan(ratio)}`,
};
