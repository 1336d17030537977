import type { Obstacle } from '../compare/evidence.ts';
import type { Comparison } from '../compare/judgement.ts';
import { thresholds } from '../compare/rules.ts';
import { answersOver, cellsOf } from './cells.ts';
import { changeInterval, percent } from './units.ts';
import { indexesOf, type ExperimentView, type VariantView } from './view.ts';

/** The change that a comparison found, with its verdict where that is not plain from the change itself. */
export function changeInWords({ verdict, ratio }: Comparison): string {
  const change = changeInterval(ratio);
  return verdict === 'better' || verdict === 'worse' ? change : `${verdict}: ${change}`;
}

/** Whether a variant answers as the baseline does: "yes", "no, 31 of 100 differ", "–" where that was not seen. */
export function sameAnswers({ record }: ExperimentView, variant: string): string {
  const answers = answersOver(cellsOf(record, variant));
  if (answers === null) return '–';
  if (answers.differing === 0) return answers.satisfied ? 'yes' : 'other order';
  return `no, ${percent(answers.differing / answers.sets)} differ`;
}

/** Whether plans use the indexes that a variant brings. */
export function indexUse({ record, judgement }: VariantView): string {
  if (record.arrangement.outcome === 'failed') return '–';
  if (indexesOf(record).length === 0) return 'no index';
  const custom = judgement.used.custom.length > 0;
  const generic = judgement.used.generic.length > 0;
  if (custom && generic) return 'yes';
  return custom ? 'custom plans only' : generic ? 'generic plans only' : 'no';
}

/** What to do about a climb that ended before its top. */
export function remedyFor({ record, judgement }: ExperimentView, variant: string): string {
  const judged = judgement.variants.find((found) => found.variant === variant);
  const rung = judged?.stopped?.rung ?? 'faster';
  if (rung !== 'faster') {
    return {
      runs:
        judgement.repaired !== null && variant === record.claim?.asWritten
          ? 'The repaired variant beside it shows what the idea is worth'
          : 'Repair the statement, add it as a variant, and run again',
      answers: 'Look at the example, then decide whether these answers will do or repair the statement',
      used: `Do not build the index before the statement can use it: \`bench plan ${record.id}\` shows the plans`,
    }[rung];
  }
  if (judged === undefined || judged.comparisons.length === 0) return measureIt(record.id);
  return judged.comparisons.some(isOpen)
    ? moreRounds(record.id)
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

/** What to do about a verdict that is still open. */
export function moreRounds(id: string): string {
  return `Take more rounds: \`bench compare --only '${id}' --rounds …\``;
}

export function isOpen({ verdict }: Comparison): boolean {
  return verdict === 'unclear' || verdict === 'invalid';
}

/** The comparison that is least in a variant's favour. */
export function leastFavourable(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons.toSorted((a, b) => b.ratio.estimate - a.ratio.estimate)[0];
}

/** The comparison that is most in a variant's favour. */
export function mostFavourable(comparisons: readonly Comparison[]): Comparison | undefined {
  return comparisons.toSorted((a, b) => a.ratio.estimate - b.ratio.estimate)[0];
}
