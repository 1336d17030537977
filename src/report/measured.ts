import { declaredDifference } from '../compare/answers.ts';
import type { Obstacle } from '../compare/evidence.ts';
import type { Comparison } from '../compare/judgement.ts';
import { isOpen, moreRounds } from '../compare/more-rounds.ts';
import { thresholds } from '../compare/rules.ts';
import type { Cell } from '../record/experiment.ts';
import { answersOver, cellsOf } from './cells.ts';
import { changeInterval } from './units.ts';
import { plural } from './words.ts';
import { indexesOf, isRefuted, type ExperimentView, type VariantView } from './view.ts';

/** The change that a comparison found, with its verdict where that is not plain from the change itself. */
export function changeInWords({ verdict, ratio }: Comparison): string {
  const change = changeInterval(ratio);
  return verdict === 'better' || verdict === 'worse' ? change : `${verdict}: ${change}`;
}

/** How per cents and factors hang together. */
export const twoScales =
  'Per cents are of the time before, so that 33.3 % faster is 1.5×; from half or double the time on, a change is told as a factor.';

/** Why nobody need divide the times that stand beside a change. */
export const factorsAndTimes =
  'A change is the typical ratio of executions with the same parameters at the same moment, and a time is what is typical of one side alone, so that a change is not quite the quotient of the two times beside it.';

/** Whether a variant answers as the baseline does: "yes", "no, 31 of 100 differ", "–" where that was not seen. */
export function sameAnswers({ record }: ExperimentView, variant: string): string {
  const answers = answersOver(cellsOf(record, variant));
  if (answers === null) return '–';
  if (answers.differing === 0) {
    const declared = record.variants.find(({ id }) => id === variant);
    if (declared !== undefined && declaredDifference(declared) !== null) return 'documented to differ';
    return answers.satisfied ? 'yes' : 'other order';
  }
  return `no, ${answers.differing} of ${answers.sets} differ`;
}

/**
 * What is documented to be answered otherwise, or was seen to be: "other answers, as documented: stems (seen for 31 of the
 * 100 parameter sets that were compared)". null where neither is: no time of such a variant is to be told without it.
 */
export function otherAnswers({ record }: ExperimentView, { record: variant }: VariantView): string | null {
  const answers = answersOver(cellsOf(record, variant.id));
  const differ = declaredDifference(variant);
  const seen =
    answers === null || (answers.differing === 0 && differ === null)
      ? null
      : `for ${answers.differing} of the ${plural(answers.sets, 'parameter set')} that were compared`;
  if (differ === null) return seen === null ? null : `other answers ${seen}`;
  return `other answers, as documented: ${differ}${seen === null ? '' : ` (seen ${seen})`}`;
}

/** Stands before what answers otherwise, where there is no room for a note. */
export const otherwise = '≠';

/** What to do about them. */
export const decideOnAnswers = 'Its time is that of these answers: decide whether they will do';

/** Without this, no time is told that is of documented other answers; null where it is of none. What is not documented is not timed. */
export function documentedAnswers(experiment: ExperimentView, variant: VariantView): string | null {
  return declaredDifference(variant.record) === null ? null : otherAnswers(experiment, variant);
}

/** Whether plans use the indexes that a variant brings: "yes", "1 of 2", "custom plans only"; "–" where it does not run. */
export function indexUse({ record, judgement }: VariantView): string {
  if (record.arrangement.outcome === 'failed') return '–';
  const brought = indexesOf(record).length;
  if (brought === 0) return 'no index';
  const { custom, generic } = judgement.used;
  const used = new Set([...custom, ...generic]).size;
  if (used === 0) return judgement.stopped?.rung === 'runs' ? '–' : 'no';
  const kind = custom.length === 0 ? 'generic plans only' : generic.length === 0 ? 'custom plans only' : null;
  const share = used === brought ? null : `${used} of ${brought}`;
  return [share, kind].filter((part) => part !== null).join(', ') || 'yes';
}

/** Why a variant was not timed in a class, where that is known. */
export function whyUntimed(cell: Cell | undefined): string {
  if (cell !== undefined && cell.failure !== null) return 'does not run';
  if (cell?.stopped === 'answers') return 'not timed, other answers';
  return cell?.stopped === 'used' ? 'not timed, no plan uses its indexes' : 'not timed';
}

/** What to do about a climb that ended before its top. */
export function remedyFor(experiment: ExperimentView, variant: string): string {
  const { record, judgement } = experiment;
  const judged = judgement.variants.find((found) => found.variant === variant);
  const rung = judged?.stopped?.rung ?? 'faster';
  if (rung !== 'faster') {
    return {
      runs:
        judgement.repaired !== null && variant === record.claim?.asWritten
          ? 'The repaired variant beside it shows what the idea is worth'
          : 'Repair the statement, add it as a variant, and run again',
      answers:
        'See what both answer under "Other answers" in its section of the report, then decide whether that will do or repair the statement',
      used: `Do not build the index before the statement can use it: \`bench plan ${record.id}\` shows the plans`,
    }[rung];
  }
  if (judged === undefined || judged.comparisons.length === 0) return measureIt(record.id);
  return judged.comparisons.some(isOpen) && !isRefuted(experiment, variant)
    ? moreRounds(judgement, judged.comparisons)
    : `Leave it as it is, or find out where the time goes: \`bench plan ${record.id}\` shows the plans`;
}

/** What to do about something that was not timed. */
export function measureIt(id: string): string {
  return `\`bench compare --only '${id}'\` measures it`;
}

const obstacles: Readonly<Record<Obstacle, string>> = {
  'too few': `There were fewer than the ${thresholds.rounds} rounds that a verdict takes`,
  'too wide': 'The interval contains both no change and a change that counts',
  'this look': 'The 95 % interval excludes no change, but the wider one that this look asks for does not',
  'too few for this look':
    'The 95 % interval excludes no change, but this look asks for more evidence than so few rounds can be',
  'too small': 'There is a change, but it may be of less than counts, or of more',
};

/** Why a comparison is unclear, without the figures, so that many can share a note; null where it is not. */
export function whyUnclear({ obstacle, timeWasUp }: Comparison): string | null {
  if (obstacle === null) return null;
  const ended = '; the time of the parameter class was up before its last look';
  return `${obstacles[obstacle]}${timeWasUp ? ended : ''}`;
}

/** The comparison that is least in a variant's favour. */
export function leastFavourable(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons.toSorted((a, b) => b.ratio.estimate - a.ratio.estimate)[0];
}

/** The comparison that is most in a variant's favour. */
export function mostFavourable(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons.toSorted((a, b) => a.ratio.estimate - b.ratio.estimate)[0];
}
