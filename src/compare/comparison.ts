import type { ParameterClassRecord } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import { decide, thresholds, type Decision } from '../statistics/sequential.ts';
import { effects, typicalTime } from './effects.ts';
import type { Comparison } from './judgement.ts';
import { alarm } from './self-check.ts';
import { change, factor, percent, plural, range } from './words.ts';

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
    sentence: invalid ?? sentenceOf(decision),
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

/** The verdict with its evidence; where it is `unclear`, with what stands in the way and what would settle it. */
function sentenceOf(decision: Decision): string {
  const { verdict, ratio, rounds } = decision;
  const over = `over ${plural(rounds, 'round')}`;
  if (verdict === 'same') {
    return `no change beyond ${percent(thresholds.tolerance)}: ${range(ratio)} times the baseline's ${over}`;
  }
  if (verdict !== 'unclear') return `${change(ratio)} ${over}`;
  return rounds < thresholds.rounds
    ? `cannot tell: ${plural(rounds, 'round')} ${rounds === 1 ? 'is' : 'are'} too few, a verdict takes ${thresholds.rounds}`
    : `cannot tell: ${obstacle(decision)}${remedy(decision.needed)}`;
}

/** What keeps the interval from clearing a threshold. */
function obstacle({ ratio, evidence }: Decision): string {
  if (ratio.low <= 1 && ratio.high >= 1) {
    return `the interval ${range(ratio)} contains both no change and a change of ${percent(thresholds.tolerance)}`;
  }
  if (evidence.low <= 1 && evidence.high >= 1) {
    return `${change(ratio)}, but the wider interval that this look asks for, ${range(evidence)}, contains no change`;
  }
  return (
    `there is a change, by the estimate of less than the ${percent(thresholds.effect)} that counts, ` +
    `but perhaps of more than ${percent(thresholds.tolerance)}: ${range(ratio)} times the baseline's`
  );
}

function remedy(needed: number | null): string {
  return needed === null ? '' : `; about ${plural(needed, 'round')} would tell`;
}
