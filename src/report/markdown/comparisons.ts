import { declaredDifference } from '../../compare/answers.ts';
import type { Comparison, Interval } from '../../compare/judgement.ts';
import { power } from '../../statistics/detectable.ts';
import { blocks, details, table, text } from '../markdown-text.ts';
import { decideOnAnswers, documentedAnswers, otherwise } from '../measured.ts';
import { changeEnds, changeInterval, changeOfSize, count, duration, percent } from '../units.ts';
import { listed, sentence } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';

/** The columns whose meaning the method gives, with the chance in whole per cent, which a heading has room for. */
export const finds = `finds in ${Math.round(power * 100)} %`;
export const decides = 'decides at this look';

const heads = [
  'variant',
  'parameters',
  'rounds',
  'executions',
  'of sets',
  'before (95 %)',
  'after (95 %)',
  'change (95 %)',
  decides,
  'verdict',
  finds,
] as const;

/** How every verdict was reached and how sure it is. */
export function comparisonsPart(experiment: ExperimentView): string | null {
  const { record, variants } = experiment;
  const rows = variants.flatMap((variant) =>
    variant.judgement.comparisons.map((comparison) => [
      titleOf(variant),
      text(comparison.class),
      count(comparison.rounds),
      count(comparison.executions),
      setsOf(comparison, record.classes.find(({ name }) => name === comparison.class)?.sets.length ?? 0),
      interval(comparison.baseline),
      interval(comparison.variant),
      changeInterval(comparison.ratio),
      decidingInterval(comparison),
      `**${comparison.verdict}**${whyNotPlain(comparison)}`,
      comparison.detectable === null
        ? 'too few rounds'
        : changeOfSize(comparison.detectable, comparison.ratio.estimate),
    ]),
  );
  if (rows.length === 0) return null;
  return details(
    'How sure: rounds, executions, intervals and how large a change such rounds find',
    blocks(
      table(heads, rows, ['rounds', 'executions', 'of sets', finds]),
      ...variants.map((variant) => otherwiseTold(experiment, variant)),
      unchecked(variants.flatMap(({ judgement }) => judgement.comparisons)),
    ),
  );
}

function titleOf({ record }: VariantView): string {
  return `${declaredDifference(record) === null ? '' : `${otherwise} `}${text(record.title)}`;
}

/** Of what the mark before a title warns. */
function otherwiseTold(experiment: ExperimentView, variant: VariantView): string | null {
  const differ = documentedAnswers(experiment, variant);
  if (differ === null || variant.judgement.comparisons.length === 0) return null;
  return `${titleOf(variant)}: ${text(sentence(differ))} ${sentence(decideOnAnswers)}`;
}

/** "8 of 20": how many of the parameter sets that were drawn were timed. */
function setsOf({ sets }: Comparison, drawn: number): string {
  return sets < drawn ? `${count(sets)} of ${count(drawn)}` : count(sets);
}

/** "7.0 … 8.9 (99.1 %)", as the change beside it. */
function decidingInterval({ evidence, confidence }: Comparison): string {
  return Number.isNaN(evidence.estimate) ? '–' : `${changeEnds(evidence)} (${percent(confidence)})`;
}

/** Where the baseline could differ from itself without anybody noticing. */
function unchecked(comparisons: readonly Comparison[]): string | null {
  const classes = [...new Set(comparisons.filter(({ selfChecked }) => !selfChecked).map((one) => one.class))];
  return classes.length === 0
    ? null
    : `The baseline could not be held against itself for ${text(listed(classes))}: in too few rounds were parameters executed twice.`;
}

/** "better" and "worse" are plain from the change beside them. */
function whyNotPlain({ verdict, sentence: why }: Comparison): string {
  return verdict === 'better' || verdict === 'worse' ? '' : `: ${text(sentence(why))}`;
}

function interval({ estimate, low, high }: Interval): string {
  return `${duration(estimate)} (${duration(low)} … ${duration(high)})`;
}
