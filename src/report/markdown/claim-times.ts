import { isOpen } from '../../compare/more-rounds.ts';
import type { ClaimRecord } from '../../record/experiment.ts';
import { text, unbroken } from '../markdown-text.ts';
import { changeInWords, decideOnAnswers, documentedAnswers, whyUntimed } from '../measured.ts';
import { untimedClasses } from '../proposals.ts';
import { change, duration } from '../units.ts';
import { variantOf, type ExperimentView, type VariantView } from '../view.ts';
import { listed } from '../words.ts';
import type { Page } from './page.ts';

/** The text as written, and what it meant where that was timed. */
interface Shown {
  readonly written: VariantView | undefined;
  readonly repaired: VariantView | undefined;
}

export function shownOf(experiment: ExperimentView, { asWritten, repaired }: ClaimRecord): Shown {
  const other = variantOf(experiment, repaired ?? '');
  return {
    written: variantOf(experiment, asWritten),
    repaired: other !== undefined && isTimed(other) ? other : undefined,
  };
}

function isTimed({ judgement }: VariantView): boolean {
  return judgement.comparisons.length > 0;
}

/** "–, repaired: no, 5 of 26 differ": a figure of each that has times. */
export function ofEach({ written, repaired }: Shown, tell: (variant: VariantView) => string): string {
  const own = written === undefined ? '–' : tell(written);
  return repaired === undefined ? own : `${own}<br>*repaired*: ${tell(repaired)}`;
}

/** Of the text as written, and in brief of what it meant; where only that was timed, of that, or at least of what is. */
export function measuredOf(page: Page, experiment: ExperimentView, { written, repaired }: Shown): string {
  if (written !== undefined && isTimed(written)) {
    const own = measured(page, experiment, written);
    if (repaired === undefined) return own;
    return `${own}<br>*repaired*: ${inBrief(repaired)}${answersMark(page, experiment, repaired)}`;
  }
  if (repaired !== undefined) return `not timed; *repaired*:<br>${measured(page, experiment, repaired)}`;
  const before = experiment.judgement.baseline.map(
    (typical) => `${text(typical.class)}: ${unbroken(`${duration(typical.time.estimate)} → not timed`)}`,
  );
  return before.length === 0 ? measured(page, experiment, written) : before.join('<br>');
}

/** A line for each parameter class; those that were not timed together, by why. */
export function measured(page: Page, experiment: ExperimentView, variant: VariantView | undefined): string {
  if (variant === undefined || !isTimed(variant)) return 'not timed';
  const lines = variant.judgement.comparisons.map((comparison) => {
    const from = duration(comparison.baseline.estimate);
    const to = duration(comparison.variant.estimate);
    const change = unbroken(changeInWords(comparison));
    const figures = unbroken(`${from} → ${to},`);
    const told = isOpen(comparison) ? change : `**${change}**`;
    return `${text(comparison.class)}: ${figures} ${told}${answersMark(page, experiment, variant)}`;
  });
  return [...lines, ...untimed(experiment, variant)].join('<br>');
}

/** Behind a time of other answers; empty where it is of none. */
export function answersMark({ notes }: Page, experiment: ExperimentView, variant: VariantView): string {
  const differ = documentedAnswers(experiment, variant);
  return differ === null ? '' : ` ${notes.mark(text(differ), decideOnAnswers)}`;
}

/** "heavy and typical: not timed, other answers". */
function untimed(experiment: ExperimentView, variant: VariantView): readonly string[] {
  const names = untimedClasses(experiment, variant);
  const whyNot = (name: string) =>
    whyUntimed(experiment.record.classes.find((one) => one.name === name)?.cells[variant.record.id]);
  return [...new Set(names.map(whyNot))].map(
    (why) => `${text(listed(names.filter((name) => whyNot(name) === why)))}: ${why}`,
  );
}

/** "heavy 7.0× faster, rare unclear". */
function inBrief({ judgement }: VariantView): string {
  return judgement.comparisons
    .map(({ class: name, verdict, ratio }) => {
      const told = verdict === 'better' || verdict === 'worse';
      return `${text(name)} ${told ? unbroken(change(ratio.estimate)) : verdict}`;
    })
    .join(', ');
}
