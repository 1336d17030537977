import type { ParameterClassRecord } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import { decide, thresholds, type Decision } from '../statistics/sequential.ts';
import { changeInterval } from './change.ts';
import { effects, typicalTime } from './effects.ts';
import { evidence, obstacleOf } from './evidence.ts';
import type { Comparison, Interval } from './judgement.ts';
import { selfCheck } from './self-check.ts';
import { percent, plural } from './words.ts';

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
  const { possible, alarm } = selfCheck(parameterClass, baseline, schedule);
  const invalid = whyInvalid(decision, alarm);
  const executions = rounds.reduce((sum, { samples }) => sum + (samples[variant]?.length ?? 0), 0);
  const open = invalid === null && decision.verdict === 'unclear';
  const timeWasUp = open && endsEarly(decision.rounds, schedule);
  const said = evidence(decision, { limits: thresholds, unit: 'round' });
  return {
    class: parameterClass.name,
    baseline: typicalTime(rounds, baseline),
    variant: typicalTime(rounds, variant),
    ratio: decision.ratio,
    evidence: decision.evidence,
    confidence: decision.confidence,
    rounds: decision.rounds,
    executions,
    // They are taken in turn.
    sets: Math.min(executions, parameterClass.sets.length),
    selfChecked: possible,
    verdict: invalid === null ? decision.verdict : 'invalid',
    sentence:
      invalid ?? (timeWasUp ? `${said}, but time was up after ${plural(decision.rounds, 'round')}` : said),
    detectable: decision.detectable,
    needed: open ? decision.needed : null,
    obstacle: open ? obstacleOf(decision, thresholds) : null,
    timeWasUp,
  };
}

/** What is open goes on to the last look; at an earlier one nothing but the clock ends it. */
function endsEarly(rounds: number, { looks }: Schedule): boolean {
  return looks.slice(0, -1).includes(rounds);
}

function whyInvalid({ rounds }: Decision, off: Interval | null): string | null {
  if (rounds === 0) return 'not measured: there is no pair of executions to compare';
  if (off === null) return null;
  return (
    `the machine is too unstable: the baseline against itself is ${changeInterval(off)}, ` +
    `which has to stay within ${percent(thresholds.tolerance)}; run again when it is quiet`
  );
}
