import { text } from '../markdown-text.ts';
import { changeInWords, otherAnswers } from '../measured.ts';
import { isToBuild, proposals, type Proposal } from '../proposals.ts';
import { capital, cut, sentence } from '../words.ts';
import { neededIndexes, variantOf, type ExperimentView, type VariantView } from '../view.ts';
import { costInWords, reconciled } from './advice-cost.ts';
import { besides, doubts, gain, longest } from './advice-times.ts';
import type { Page } from './page.ts';

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

/** By what the rows are ordered, in sentences; none where no two could change places. */
export function orderInWords({ experiments }: Page): readonly string[] {
  if (!proposals(experiments).some(({ advice }) => advice === 'Do')) return [];
  return [
    'What to do is in the order of the time that one execution saves, on average over its parameter classes; how often each runs is not known here. Everything else is in the order of the sections below.',
  ];
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
  const but = advice === 'Weigh' ? `, but ${doubts(proposal, earlier)}` : '';
  return `${gain(variant)}${besides(variant)}${but}; ${costInWords(proposal, earlier)}.`;
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

function whyOpen({ judgement }: VariantView): string {
  const open = judgement.comparisons.find(({ verdict }) => verdict === 'unclear' || verdict === 'invalid');
  return sentence(open === undefined ? 'it was not timed' : `${open.class}: ${open.sentence}`);
}

function whyNot(experiment: ExperimentView, variant: VariantView): string {
  const { stopped, comparisons } = variant.judgement;
  const others = stopped?.rung === 'answers' ? otherAnswers(experiment, variant) : null;
  if (others !== null) return others;
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
