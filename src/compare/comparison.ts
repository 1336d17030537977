import type { ParameterClassRecord } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import { decide, thresholds, type Decision } from '../statistics/sequential.ts';
import { effects, typicalTime } from './effects.ts';
import { evidence } from './evidence.ts';
import type { Comparison } from './judgement.ts';
import { alarm } from './self-check.ts';
import { change, factor } from './words.ts';

/** One variant against the baseline in one parameter class. */
export function compare(
  parameterClass: ParameterClassRecord,
  baseline: string,
  variant: string,
  schedule: Schedule,
): Comparison {
  // A variant leaves as soon as it is decided; what the baseline took after that is not part of the comparison.
  const rounds = parameterClass.rounds.filter(({ samples }) => samples[variant] !== undefined);
  const decision = decide(effects(rounds, baseline, variant), schedule);
  const invalid = whyInvalid(parameterClass, baseline, decision, schedule);
  return {
    class: parameterClass.name,
    baseline: typicalTime(rounds, baseline),
    variant: typicalTime(rounds, variant),
    ratio: decision.ratio,
    rounds: decision.rounds,
    verdict: invalid === null ? decision.verdict : 'invalid',
    sentence: invalid ?? evidence(decision, { limits: thresholds, unit: 'round', other: "the baseline's" }),
    detectable: decision.detectable,
  };
}

function whyInvalid(
  parameterClass: ParameterClassRecord,
  baseline: string,
  { rounds }: Decision,
  schedule: Schedule,
): string | null {
  if (rounds === 0) return 'not measured: there is no pair of executions to compare';
  const off = alarm(parameterClass, baseline, schedule);
  if (off === null) return null;
  return (
    `the machine is too unstable: the baseline against itself is ${change(off)}, ` +
    `which has to stay within ${factor(thresholds.tolerance)}; run again when it is quiet`
  );
}
