import type { ParameterClassRecord, Round, Schedule } from '../record/run.ts';
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts';
import type { Interval } from '../statistics/interval.ts';
import { decide, thresholds } from '../statistics/sequential.ts';
import { logRatio } from './effects.ts';

/**
 * The baseline against itself: an effect per round, as between two variants, but of executions of the baseline alone
 * that had the same parameters. Empty where no parameters come twice in a round.
 */
export function selfEffects(parameterClass: ParameterClassRecord, baseline: string): readonly number[] {
  return parameterClass.rounds.flatMap((round) => selfEffect(round, baseline, parameterClass.sets.length));
}

/**
 * Sets of parameters are taken in turn, so execution i and execution i + sets had the same. Which of them is divided by
 * the other alternates: a drift within the round, which strikes every variant alike, cancels out.
 */
function selfEffect({ samples }: Round, baseline: string, sets: number): readonly number[] {
  const times = samples[baseline] ?? [];
  const pairs = times.flatMap((time, i) => {
    const turn = Math.floor(i / sets);
    if (turn % 2 === 1) return [];
    const again = times[i + sets];
    return (i + turn / 2) % 2 === 0 ? logRatio(time, again) : logRatio(again, time);
  });
  return pairs.length === 0 ? [] : [hodgesLehmann(pairs)];
}

/** How far the baseline is from itself, where that is beyond the tolerance and evident; null where all is well. */
export function alarm(
  parameterClass: ParameterClassRecord,
  baseline: string,
  schedule: Schedule,
): Interval | null {
  const { verdict, ratio } = decide(selfEffects(parameterClass, baseline), schedule);
  const off = Math.max(ratio.estimate, 1 / ratio.estimate) > thresholds.tolerance;
  return off && (verdict === 'better' || verdict === 'worse') ? ratio : null;
}
