import type { Comparison } from '../../compare/judgement.ts';
import { moreRounds } from '../../compare/more-rounds.ts';
import type { ParameterClassRecord } from '../../record/experiment.ts';
import { differenceBetween, planChangeInBrief } from '../cells.ts';
import { columns, type Column } from '../columns.ts';
import { decideOnAnswers, documentedAnswers, leastFavourable, remedyFor, whyUnclear } from '../measured.ts';
import { proposals } from '../proposals.ts';
import { change, claimedFactor } from '../units.ts';
import { cut } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';
import { shownVerdict, tight, timeWithReach, type Screen } from './screen.ts';

const heads: readonly Column[] = [
  { heading: 'query', align: 'left', shrinks: true },
  { heading: 'before', align: 'right' },
  { heading: 'after', align: 'right' },
  { heading: 'change', align: 'left' },
  { heading: 'verdict', align: 'left' },
  { heading: 'plan', align: 'left', shrinks: true },
];

/** A table with a line for each experiment, and under it one for what is interesting about each variant that matters. */
export function measurementLines(experiments: readonly ExperimentView[], screen: Screen): readonly string[] {
  const groups = experiments.map((experiment) => ({
    title: titleOf(experiment, screen),
    rows: variantsThatMatter(experiment, experiments).flatMap((variant) =>
      rowsOf(experiment, variant, screen),
    ),
  }));
  const rows = groups.flatMap((group) => group.rows);
  if (rows.length === 0) return [];
  const [heading = '', ...lines] = columns(heads, rows, screen.width);
  return [
    screen.colors.dim(heading),
    ...groups.flatMap(({ title, rows }, i) => {
      const before = groups.slice(0, i).reduce((sum, group) => sum + group.rows.length, 0);
      return [title, ...lines.slice(before, before + rows.length)];
    }),
  ];
}

function titleOf({ record }: ExperimentView, { colors, width }: Screen): string {
  const { id, title, claim } = record;
  const rest = cut(
    `  ${title}${claim === null ? '' : `, claimed ${claimedFactor(claim.factor)}`}`,
    width - id.length,
  );
  return `${colors.bold(id)}${colors.dim(rest)}`;
}

/** The claim's variants, as written and repaired, and the one that is worth doing; all of them where nothing is claimed. */
function variantsThatMatter(
  experiment: ExperimentView,
  experiments: readonly ExperimentView[],
): readonly VariantView[] {
  const { claim } = experiment.record;
  if (claim === null) return experiment.variants;
  const proposed = proposals(experiments)
    .filter((proposal) => proposal.experiment === experiment)
    .map(({ variant }) => variant.record.id);
  const ids = [claim.asWritten, claim.repaired, ...proposed];
  return experiment.variants.filter(({ record }) => ids.includes(record.id));
}

/** For each verdict the class that is least in the variant's favour; and why it was not timed where it was not. */
function rowsOf(
  experiment: ExperimentView,
  variant: VariantView,
  screen: Screen,
): readonly (readonly string[])[] {
  const { comparisons } = variant.judgement;
  const verdicts = [...new Set(comparisons.map(({ verdict }) => verdict))];
  const timed = verdicts.flatMap((verdict) => {
    const least = leastFavourable(comparisons.filter((comparison) => comparison.verdict === verdict));
    return least === undefined ? [] : [timedRow(experiment, variant, least, screen)];
  });
  return timed.length > 0 ? timed : [untimedRow(experiment, variant, screen)];
}

function timedRow(
  experiment: ExperimentView,
  variant: VariantView,
  comparison: Comparison,
  screen: Screen,
): readonly string[] {
  const { id, title } = variant.record;
  const { baseline, variant: own, ratio, verdict } = comparison;
  const parameters = experiment.record.classes.find(({ name }) => name === comparison.class);
  return [
    labelOf(experiment, title, comparison.class),
    timeWithReach(baseline),
    timeWithReach(own),
    verdict === 'same' ? '~' : tight(change(ratio.estimate)),
    shownVerdict(verdict, screen) + noteOn(experiment, variant, comparison, screen),
    planOf(experiment, id, parameters),
  ];
}

function labelOf({ record }: ExperimentView, title: string, name: string): string {
  return record.classes.length === 1 ? `  ${title}` : `  ${title}, ${name}`;
}

/** Why a verdict is open, what is answered otherwise, or why the climb ended all the same. */
function noteOn(
  experiment: ExperimentView,
  view: VariantView,
  comparison: Comparison,
  { notes }: Screen,
): string {
  const { record, judgement } = view;
  const { stopped } = judgement;
  const unclear = whyUnclear(comparison);
  if (unclear !== null || comparison.verdict === 'invalid') {
    const more = moreRounds(experiment.judgement, judgement.comparisons);
    return ` ${notes.mark(unclear ?? comparison.sentence, more)}`;
  }
  const differ = documentedAnswers(experiment, view);
  if (differ !== null) return ` ${notes.mark(differ, decideOnAnswers)}`;
  if (stopped === null || stopped.rung === 'faster') return '';
  return ` ${notes.mark(stopped.reason, remedyFor(experiment, record.id))}`;
}

function planOf(
  { baseline }: ExperimentView,
  variant: string,
  parameters: ParameterClassRecord | undefined,
): string {
  const difference = differenceBetween(parameters?.cells[baseline.id], parameters?.cells[variant]);
  return difference === null ? '–' : planChangeInBrief(difference);
}

function untimedRow(
  experiment: ExperimentView,
  { record, judgement: { stopped } }: VariantView,
  { notes }: Screen,
): readonly string[] {
  const words = { runs: 'does not run', answers: 'other answers', used: 'not used', faster: 'not timed' };
  const { rung, reason } = stopped ?? { rung: 'faster', reason: 'nothing was measured' };
  const mark = notes.mark(reason, remedyFor(experiment, record.id));
  return [`  ${record.title}`, '', '', '', '–', `${words[rung]} ${mark}`];
}
