import type { Comparison, Interval } from '../../compare/judgement.ts';
import { details, table, text } from '../markdown-text.ts';
import { changeInterval, count, duration, percent } from '../units.ts';
import { sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** How every verdict was reached and how sure it is. */
export function comparisonsPart({ variants }: ExperimentView): string | null {
  const rows = variants.flatMap(({ record, judgement }) =>
    judgement.comparisons.map((comparison) => [
      text(record.title),
      text(comparison.class),
      count(comparison.rounds),
      interval(comparison.baseline),
      interval(comparison.variant),
      changeInterval(comparison.ratio),
      `**${comparison.verdict}**${whyNotPlain(comparison)}`,
      comparison.detectable === null ? 'too few rounds' : percent(comparison.detectable - 1),
    ]),
  );
  if (rows.length === 0) return null;
  return details(
    'How sure: rounds, intervals and the smallest change that could have been found',
    table(
      [
        'variant',
        'parameters',
        'rounds',
        'before (95 %)',
        'after (95 %)',
        'change (95 %)',
        'verdict',
        'could have found',
      ],
      rows,
      ['rounds', 'could have found'],
    ),
  );
}

/** "better" and "worse" are plain from the change beside them. */
function whyNotPlain({ verdict, sentence: why }: Comparison): string {
  return verdict === 'better' || verdict === 'worse' ? '' : `: ${text(sentence(why))}`;
}

function interval({ estimate, low, high }: Interval): string {
  return `${duration(estimate)} (${duration(low)} … ${duration(high)})`;
}
