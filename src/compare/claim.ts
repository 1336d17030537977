import type { ClaimRecord, ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import { answersDiffer } from './answers.ts';
import type { ClaimJudgement, Comparison, VariantJudgement } from './judgement.ts';
import { baselineFailure } from './ladder.ts';
import { classesWith, type Outcome, type Outcomes } from './outcome.ts';
import { rules, type Rule } from './rules.ts';
import { list } from './words.ts';

/** What a claim comes to, where `variant` stands for it. */
export function judgeClaim(
  experiment: ExperimentRecord,
  claim: ClaimRecord,
  variant: VariantRecord,
  judged: VariantJudgement,
  outcomes: Outcomes,
): ClaimJudgement {
  const rule = ruleFor(experiment, claim, variant, judged, outcomes);
  return {
    variant: variant.id,
    verdict: rules[rule].verdict,
    rule: rules[rule].when,
    sentence: evidence(claim, judged, outcomes),
    stopped: judged.stopped,
  };
}

/** The first rule that applies. What has not been measured is held against nobody: only what it could not change counts. */
function ruleFor(
  experiment: ExperimentRecord,
  claim: ClaimRecord,
  variant: VariantRecord,
  { stopped, comparisons }: VariantJudgement,
  outcomes: Outcomes,
): Rule {
  const has = (...wanted: readonly Outcome[]) => classesWith(outcomes, ...wanted).length > 0;
  const better = has('better');
  if (variant.arrangement.outcome === 'failed') return 'fails';
  if (baselineFailure(experiment) !== null) return 'no baseline';
  if (outcomes.size > 0 && classesWith(outcomes, 'fails').length === outcomes.size) return 'fails';
  if (stopped?.rung === 'answers') return 'answers otherwise';
  if (stopped?.rung === 'used' && !has('not measured')) return 'not used';
  if (better && answersDiffer(experiment, variant)) return 'better otherwise';
  if (better && has('same', 'worse', 'fails', 'not used')) return 'better in some';
  if (better && comparisons.some((one) => one.verdict === 'better' && !asClaimed(claim, one)))
    return 'better by less';
  if (outcomes.size === 0 || has('not measured')) return 'not measured';
  if (better) return has('unclear', 'invalid') ? 'better in some' : 'confirmed';
  if (!has('unclear', 'invalid')) return 'nowhere better';
  return fallsShort(claim, comparisons) ? 'falls short' : 'cannot tell';
}

/** Faster by the least that is claimed, even at the end of the interval that speaks against it. */
function asClaimed({ factor: [least] }: ClaimRecord, { ratio }: Comparison): boolean {
  return 1 / ratio.high >= least;
}

/** Whether it is told everywhere that it is not faster by the least that is claimed: not even at the end that speaks for it. */
function fallsShort({ factor: [least] }: ClaimRecord, comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ verdict, ratio }) => verdict !== 'invalid' && 1 / ratio.low < least);
}

function evidence(
  claim: ClaimRecord,
  { stopped, comparisons }: VariantJudgement,
  outcomes: Outcomes,
): string {
  const reason = stopped === null || stopped.rung === 'faster' ? [] : [stopped.reason];
  if (reason.length > 0 && comparisons.length === 0) return reason.join('');
  const measured = comparisons.map((one) => `${one.class}: ${one.sentence}`);
  const missing = classesWith(outcomes, 'not measured');
  const left = missing.length === 0 ? [] : [`not measured: ${list(missing)}`];
  return [...reason, ...measured, ...left, `claimed: ${claimed(claim)}`].join('; ');
}

/** "10×" or "5 … 20×". */
function claimed({ factor: [least, most] }: ClaimRecord): string {
  const range = least === most ? [least] : [least, most];
  return `${range.map((factor) => factor.toLocaleString('en-US')).join(' … ')}×`;
}
