import { declaredDifference } from '../../compare/answers.ts';
import type { Comparison } from '../../compare/judgement.ts';
import { answersOver, cellsOf } from '../cells.ts';
import { code, text } from '../markdown-text.ts';
import { changeInWords, leastFavourable, mostFavourable } from '../measured.ts';
import { proposals, untimedClasses, type Proposal } from '../proposals.ts';
import { changeInterval, duration, percent, size } from '../units.ts';
import { capital, cut, listed, sentence } from '../words.ts';
import { indexBytes, indexesOf, variantOf, type ExperimentView, type VariantView } from '../view.ts';
import type { IndexRecord } from '../../record/experiment.ts';
import type { Page } from './page.ts';

/** In characters; the whole reason stands with the claim. */
const longest = 160;
const longestDefinition = 100;

/** "Do first / Do / Do not / Cannot run", each with what the measurements say for or against it. */
export function proposalRows(page: Page): readonly (readonly string[])[] {
  return proposals(page.experiments).map((proposal, i, all) => [
    all[i - 1]?.advice === proposal.advice ? '' : `**${proposal.advice}**`,
    inWords(page, proposal, all.slice(0, i)),
  ]);
}

/** By what the rows are ordered; nothing where no two could change places. */
export function orderInWords({ experiments }: Page): string | null {
  if (!proposals(experiments).some(({ advice }) => advice === 'Do')) return null;
  return 'What to do is in the order of the time that one execution saves, on average over its parameter classes; how often each runs is not known here. Everything else is in the order of the sections below.';
}

/** @param earlier what stands above it */
function inWords(page: Page, proposal: Proposal, earlier: readonly Proposal[]): string {
  const origin = originOf(page, proposal);
  return `${subject(page, proposal)}: ${evidence(page, proposal, earlier)}${origin === null ? '' : ` *${origin}*`}`;
}

function subject(page: Page, { experiment, variant }: Proposal): string {
  const { id } = experiment.record;
  return `${page.link(id, id)} ${text(variant.record.title)}`;
}

function evidence(page: Page, proposal: Proposal, earlier: readonly Proposal[]): string {
  const { advice, experiment, variant } = proposal;
  if (advice === 'Measure again') return text(whyOpen(variant));
  if (advice === 'Do not' || advice === 'Cannot run') {
    const why = text(cut(sentence(whyNot(variant)), longest));
    return why + unusedIndexes(variant) + instead(experiment, variant);
  }
  const least = advice === 'Weigh' ? `, but ${doubts(experiment, variant)}` : leastOf(variant);
  return `${gain(variant)}${least}; ${cost(page, proposal, earlier)}.`;
}

/** Whose idea it is, where it is not what the claim says word for word. */
function originOf({ run }: Page, { experiment, variant }: Proposal): string | null {
  const { claim } = experiment.record;
  const { id, note } = variant.record;
  const document = run.suite.document === null ? null : 'the document';
  if (claim === null) return document === null ? 'Nobody proposed it.' : `Not proposed by ${document}.`;
  if (id === claim.asWritten) return null;
  const why = note === null ? null : text(sentence(note));
  if (id === claim.repaired) return why === null ? 'Repaired.' : `Repaired: ${why}`;
  return `Not as ${document ?? 'the claim'} has it${why === null ? '.' : `; ${why}`}`;
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

/** Indexes that a row above brings already are paid for once. */
function cost(page: Page, { variant: { record } }: Proposal, earlier: readonly Proposal[]): string {
  const indexes = indexesOf(record);
  if (indexes.length === 0)
    return record.schema === null ? 'costs nothing but the rewrite' : 'brings no index';
  const same = earlier.find(({ variant }) => brings(variant, indexes));
  if (same !== undefined) return `the same indexes as ${subject(page, same)}`;
  const seconds = indexes.map((index) => index.seconds);
  const built = seconds.every((time) => time !== null)
    ? `, built in ${duration(seconds.reduce((sum, time) => sum + time, 0))}`
    : '';
  return `${indexes.map(indexInWords).join(', ')}: ${size(indexBytes(record))}${built}`;
}

function brings({ record }: VariantView, indexes: readonly IndexRecord[]): boolean {
  const brought = indexesOf(record).map(({ definition }) => definition);
  return indexes.every(({ definition }) => brought.includes(definition));
}

/** With its columns and its predicate, since two indexes may have one name. */
function indexInWords({ name, table, definition }: IndexRecord): string {
  const unique = definition.startsWith('CREATE UNIQUE') ? 'unique, ' : '';
  const over = definition.replace(/^.*? ON (ONLY )?[^ (]+ ?(USING btree )?/, '');
  return `${code(name)} (${unique}on ${code(cut(`${table} ${over}`, longestDefinition))})`;
}

/** Which indexes no plan uses. */
function unusedIndexes({ record, judgement }: VariantView): string {
  if (judgement.stopped?.rung !== 'used') return '';
  const indexes = indexesOf(record);
  return indexes.length === 0 ? '' : ` That is ${indexes.map(indexInWords).join(', ')}.`;
}

function doubts(experiment: ExperimentView, variant: VariantView): string {
  const { comparisons, stopped } = variant.judgement;
  const slower = comparisons.filter(({ verdict }) => verdict === 'worse').map(inClass);
  const invalid = comparisons.filter(({ verdict }) => verdict === 'invalid').map(({ class: name }) => name);
  const untimed = untimedClasses(experiment, variant);
  const reasons = [
    otherAnswers(experiment, variant),
    ...slower,
    invalid.length === 0 ? null : `no valid timing for ${text(invalid.join(', '))}`,
    untimed.length === 0 ? null : `not timed for ${text(listed(untimed))}`,
    stopped === null ? null : text(cut(stopped.reason, longest)),
  ];
  return reasons.filter((reason) => reason !== null).join(', ');
}

/** What is documented to differ, or what was seen to. */
function otherAnswers({ record }: ExperimentView, { record: variant }: VariantView): string | null {
  const answers = answersOver(cellsOf(record, variant.id));
  const differ = declaredDifference(variant);
  const seen =
    answers === null || (answers.differing === 0 && differ === null)
      ? null
      : `for ${percent(answers.differing / answers.sets)} of the parameter sets that were compared`;
  if (differ === null) return seen === null ? null : `other answers ${seen}`;
  return `other answers, as documented: ${text(differ)}${seen === null ? '' : ` (seen ${seen})`}`;
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
