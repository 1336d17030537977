import type { Comparison } from '../../compare/judgement.ts';
import { answersOver, cellsOf } from '../cells.ts';
import { code, text } from '../markdown-text.ts';
import { changeInWords, leastFavourable, mostFavourable } from '../measured.ts';
import { proposals, untimedClasses, type Proposal } from '../proposals.ts';
import { changeInterval, duration, percent, size } from '../units.ts';
import { capital, cut, listed, sentence } from '../words.ts';
import { indexBytes, indexesOf, variantOf, type ExperimentView, type VariantView } from '../view.ts';
import type { Page } from './page.ts';

/** In characters; the whole reason stands with the claim. */
const longest = 160;

/** "Do first / Do / Do not / Cannot run", each with what the measurements say for or against it. */
export function proposalRows(page: Page): readonly (readonly string[])[] {
  return proposals(page.experiments).map((proposal, i, all) => [
    all[i - 1]?.advice === proposal.advice ? '' : `**${proposal.advice}**`,
    inWords(page, proposal),
  ]);
}

function inWords(page: Page, proposal: Proposal): string {
  const { experiment, variant } = proposal;
  const { id, claim } = experiment.record;
  const subject = `${page.link(id, id)} ${text(variant.record.title)}`;
  return `${subject}: ${evidence(proposal)}${claim === null ? ` *${notProposed(page)}*` : ''}`;
}

function evidence({ advice, experiment, variant }: Proposal): string {
  if (advice === 'Measure again') return text(whyOpen(variant));
  if (advice === 'Do not' || advice === 'Cannot run') {
    return text(cut(sentence(whyNot(variant)), longest)) + instead(experiment, variant);
  }
  const least = advice === 'Weigh' ? `, but ${doubts(experiment, variant)}` : leastOf(variant);
  return `${gain(variant)}${least}; ${cost(variant)}.`;
}

function notProposed({ run }: Page): string {
  return run.suite.document === null ? 'Nobody proposed it.' : `Not proposed by ${text(run.suite.document)}.`;
}

/** Where it gains most. */
function gain({ judgement }: VariantView): string {
  const most = mostFavourable(judgement.comparisons);
  if (most === undefined) return 'not timed';
  const from = duration(most.baseline.estimate);
  const to = duration(most.variant.estimate);
  const where = judgement.comparisons.length === 1 ? '' : ` for ${text(most.class)}`;
  return `**${changeInterval(most.ratio)}**, ${from} → ${to}${where}`;
}

/** Where it gains least, if that is another class. */
function leastOf({ judgement: { comparisons } }: VariantView): string {
  const least = leastFavourable(comparisons);
  return least === undefined || comparisons.length === 1 ? '' : `; ${inClass(least)}`;
}

function inClass(comparison: Comparison): string {
  return `${changeInWords(comparison)} for ${text(comparison.class)}`;
}

function cost({ record }: VariantView): string {
  const indexes = indexesOf(record);
  if (indexes.length === 0)
    return record.schema === null ? 'costs nothing but the rewrite' : 'brings no index';
  const names = indexes.map(({ name }) => code(name)).join(', ');
  const seconds = indexes.map((index) => index.seconds);
  const built = seconds.every((time) => time !== null)
    ? `, built in ${duration(seconds.reduce((sum, time) => sum + time, 0))}`
    : '';
  return `${names}: ${size(indexBytes(record))}${built}`;
}

function doubts(experiment: ExperimentView, variant: VariantView): string {
  const { comparisons, stopped } = variant.judgement;
  const answers = answersOver(cellsOf(experiment.record, variant.record.id));
  const slower = comparisons.filter(({ verdict }) => verdict === 'worse').map(inClass);
  const invalid = comparisons.filter(({ verdict }) => verdict === 'invalid').map(({ class: name }) => name);
  const untimed = untimedClasses(experiment, variant);
  const reasons = [
    answers === null || answers.differing === 0
      ? null
      : `other answers for ${percent(answers.differing / answers.sets)} of the parameter sets`,
    ...slower,
    invalid.length === 0 ? null : `no valid timing for ${text(invalid.join(', '))}`,
    untimed.length === 0 ? null : `not timed for ${text(listed(untimed))}`,
    stopped === null ? null : text(cut(stopped.reason, longest)),
  ];
  return reasons.filter((reason) => reason !== null).join(', ');
}

function whyOpen({ judgement }: VariantView): string {
  const open = judgement.comparisons.find(({ verdict }) => verdict === 'unclear' || verdict === 'invalid');
  return sentence(open === undefined ? 'it was not timed' : `${open.class}: ${open.sentence}`);
}

function whyNot({ judgement }: VariantView): string {
  const { stopped, comparisons } = judgement;
  if (stopped !== null && stopped.rung !== 'faster') return stopped.reason;
  return comparisons.map((comparison) => `${comparison.class} ${changeInWords(comparison)}`).join(', ');
}

/** What came of the repaired variant, where the text itself does not hold. */
function instead(experiment: ExperimentView, variant: VariantView): string {
  const { claim } = experiment.record;
  const { repaired } = experiment.judgement;
  if (claim === null || claim.repaired === null || repaired === null || variant.record.id !== claim.asWritten)
    return '';
  const view = variantOf(experiment, claim.repaired);
  return view === undefined ? '' : ` ${text(capital(view.record.title))}: ${repaired.verdict}.`;
}
