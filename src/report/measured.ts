import type { Comparison } from '../compare/judgement.ts';
import type { VariantRecord } from '../record/experiment.ts';
import { answersOver, cellsOf } from './cells.ts';
import { changeInterval, percent } from './units.ts';
import { indexesOf, type ExperimentView, type VariantView } from './view.ts';

/** The change that a comparison found, with its verdict where that is not plain from the change itself. */
export function changeInWords({ verdict, ratio }: Comparison): string {
  const change = changeInterval(ratio);
  return verdict === 'better' || verdict === 'worse' ? change : `${verdict}: ${change}`;
}

/** In which way a variant is said to answer otherwise; null where it must answer as the baseline does. */
export function declaredDifference({ answers }: VariantRecord): string | null {
  return typeof answers === 'string' ? null : answers.differ;
}

/** Whether a variant answers as the baseline does: "yes", "no, 31 of 100 differ", "–" where that was not seen. */
export function sameAnswers({ record }: ExperimentView, variant: string): string {
  const answers = answersOver(cellsOf(record, variant));
  if (answers === null) return '–';
  if (answers.differing === 0) {
    const declared = record.variants.find(({ id }) => id === variant);
    if (declared !== undefined && declaredDifference(declared) !== null) return 'documented to differ';
    return answers.satisfied ? 'yes' : 'other order';
  }
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

/** Why a comparison is unclear, without the figures, so that many can share a note. */
export const whyUnclear = 'The interval contains both no change and a change that counts';

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
