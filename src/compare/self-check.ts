import type { ParameterClassRecord } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import type { Interval } from '../statistics/interval.ts';
import { quantile } from '../statistics/quantile.ts';
import { decide, thresholds } from '../statistics/sequential.ts';

/** One execution of the baseline. */
interface Execution {
  readonly round: number;
  /** Its place within the round. */
  readonly turn: number;
  /** Which parameter set it took. */
  readonly set: number;
  /** ln of its time. */
  readonly log: number;
}

/**
 * The baseline against itself, one effect per round as between two variants: ln(time of its odd executions / time of its
 * even ones), each measured by what executions with the same parameters take over all rounds. Empty where no parameters
 * were executed twice.
 */
export function selfEffects(parameterClass: ParameterClassRecord, baseline: string): readonly number[] {
  const executions = deviations(executionsOf(parameterClass, baseline));
  return parameterClass.rounds.flatMap((_, round) => {
    const here = executions.filter((execution) => execution.round === round);
    const median = (rest: number) =>
      quantile(
        here.filter(({ turn }) => turn % 2 === rest).map(({ log }) => log),
        0.5,
      );
    // The first executions of a round may be slower, for all variants alike: which half has them changes sides.
    const effect = (round % 2 === 0 ? 1 : -1) * (median(1) - median(0));
    return Number.isNaN(effect) ? [] : [effect];
  });
}

export interface SelfCheck {
  /** Whether so many parameters were executed twice that a difference could be told, however large. */
  readonly possible: boolean;
  /** How far the baseline is from itself, where that is beyond the tolerance and evident; null where that is not so. */
  readonly alarm: Interval | null;
}

/** Whether the baseline differs from itself, which the same rule decides as between two variants. */
export function selfCheck(
  parameterClass: ParameterClassRecord,
  baseline: string,
  schedule: Schedule,
): SelfCheck {
  const { verdict, ratio, detectable } = decide(selfEffects(parameterClass, baseline), schedule);
  const off = Math.max(ratio.estimate, 1 / ratio.estimate) > thresholds.tolerance;
  return {
    possible: detectable !== null,
    alarm: off && (verdict === 'better' || verdict === 'worse') ? ratio : null,
  };
}

/** Parameter sets are taken in turn, and a round goes on where the one before it ended. */
function executionsOf({ rounds, sets }: ParameterClassRecord, baseline: string): readonly Execution[] {
  return rounds
    .flatMap(({ samples }, round) => (samples[baseline] ?? []).map((time, turn) => ({ round, turn, time })))
    .map(({ round, turn, time }, i) => ({ round, turn, set: i % sets.length, log: Math.log(time) }))
    .filter(({ log }) => Number.isFinite(log));
}

/** Times as deviations from what the same parameters usually take; without those that were executed only once. */
function deviations(executions: readonly Execution[]): readonly Execution[] {
  const bySet = new Map<number, number[]>();
  for (const { set, log } of executions) {
    const same = bySet.get(set);
    if (same === undefined) bySet.set(set, [log]);
    else same.push(log);
  }
  const usual = new Map(
    [...bySet].filter(([, logs]) => logs.length > 1).map(([set, logs]) => [set, quantile(logs, 0.5)]),
  );
  return executions.flatMap((execution) => {
    const log = usual.get(execution.set);
    return log === undefined ? [] : [{ ...execution, log: execution.log - log }];
  });
}
