import type { Comparison } from '../../compare/judgement.ts';
import { answersOver, cellsOf } from '../cells.ts';
import { text } from '../markdown-text.ts';
import { changeInWords, leastFavourable, mostFavourable, otherAnswers } from '../measured.ts';
import { isToBuild, proposals, untimedClasses, type Proposal } from '../proposals.ts';
import { changeInterval } from '../units.ts';
import { capital, cut, listed, plural, sentence } from '../words.ts';
import { neededIndexes, variantOf, type ExperimentView, type VariantView } from '../view.ts';
import { costInWords, reconciled } from './advice-cost.ts';
import type { Page } from './page.ts';

/** In characters; the whole reason stands with the claim. */
const longest = 160;

/** "Do first / Do / Do not / Cannot run", each with what the measurements say for or against it. */
export function proposalRows(page: Page): readonly (readonly string[])[] {
  return proposals(page.experiments).map((proposal, i, all) => [
    all[i - 1]?.advice === proposal.advice ? '' : `**${proposal.advice}**`,
    inWords(page, proposal, all.slice(0, i)),
  ]);
}

/** What stands above the advice, and so once: what it takes to follow it that nobody measured. */
export function adviceHeading({ experiments }: Page): string {
  const builds = proposals(experiments).some(
    (proposal) => isToBuild(proposal) && neededIndexes(proposal.variant).length > 0,
  );
  return builds ? 'if writes can bear the indexes: what these cost writes was not measured' : ' ';
}

/** By what the rows are ordered; nothing where no two could change places. */
export function orderInWords({ experiments }: Page): string | null {
  if (!proposals(experiments).some(({ advice }) => advice === 'Do')) return null;
  return 'What to do is in the order of the time that one execution saves, on average over its parameter classes; how often each runs is not known here. Everything else is in the order of the sections below.';
}

/** @param earlier what stands above it */
function inWords(page: Page, proposal: Proposal, earlier: readonly Proposal[]): string {
  const origin = originOf(page, proposal);
  return `${subject(page, proposal)}: ${evidence(proposal, earlier)}${origin === null ? '' : ` *${origin}*`}`;
}

function subject(page: Page, { experiment, variant }: Proposal): string {
  const { id } = experiment.record;
  return `${page.link(id, id)} ${text(variant.record.title)}`;
}

function evidence(proposal: Proposal, earlier: readonly Proposal[]): string {
  const { advice, experiment, variant } = proposal;
  if (advice === 'Measure again') return text(whyOpen(variant));
  if (advice === 'Do not' || advice === 'Cannot run') {
    const why = text(cut(sentence(whyNot(experiment, variant)), longest));
    const above = advice === 'Do not' ? reconciled(proposal, earlier) : '';
    return why + above + instead(experiment, variant);
  }
  const least = advice === 'Weigh' ? `, but ${doubts(experiment, variant)}` : leastOf(variant);
  return `${gain(variant)}${least}; ${costInWords(proposal, earlier)}.`;
}

/** Whose idea it is, where it is not what the claim says word for word. */
function originOf({ run }: Page, { experiment, variant }: Proposal): string | null {
  const { claim } = experiment.record;
  const { id } = variant.record;
  const document = run.suite.document === null ? null : 'the document';
  if (claim === null) return document === null ? 'Nobody proposed it.' : `Not proposed by ${document}.`;
  if (id === claim.asWritten) return null;
  return id === claim.repaired ? 'Repaired.' : `Not as ${document ?? 'the claim'} has it.`;
}

/** Where it gains most. */
function gain({ judgement }: VariantView): string {
  const most = mostFavourable(judgement.comparisons);
  if (most === undefined) return 'not timed';
  const where = judgement.comparisons.length === 1 ? '' : ` for ${text(most.class)}`;
  return `**${changeInterval(most.ratio)}**${where}`;
}

/** Where it gains least, if that is another class. */
function leastOf({ judgement: { comparisons } }: VariantView): string {
  const least = leastFavourable(comparisons);
  return least === undefined || comparisons.length === 1 ? '' : `; ${inClass(least)}`;
}

function inClass(comparison: Comparison): string {
  return `${changeInWords(comparison)} for ${text(comparison.class)}`;
}

function doubts(experiment: ExperimentView, variant: VariantView): string {
  const { comparisons, stopped } = variant.judgement;
  const slower = comparisons.filter(({ verdict }) => verdict === 'worse').map(inClass);
  const invalid = comparisons.filter(({ verdict }) => verdict === 'invalid').map(({ class: name }) => name);
  const untimed = untimedClasses(experiment, variant);
  const differ = otherAnswers(experiment, variant);
  const reasons = [
    differ === null ? null : text(differ),
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

function whyNot({ record }: ExperimentView, { record: variant, judgement }: VariantView): string {
  const { stopped, comparisons } = judgement;
  const answers = answersOver(cellsOf(record, variant.id));
  if (stopped?.rung === 'answers' && answers !== null && answers.differing > 0) {
    return `other answers for ${answers.differing} of the ${plural(answers.sets, 'parameter set')} that were compared`;
  }
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
