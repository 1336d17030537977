import type { Comparison, Interval } from '../../compare/judgement.ts';
import { thresholds } from '../../compare/rules.ts';
import { power } from '../../statistics/detectable.ts';
import { blocks, details, table, text } from '../markdown-text.ts';
import { changeInterval, changeOfSize, count, duration, percent } from '../units.ts';
import { sentence } from '../words.ts';
import type { ExperimentView } from '../view.ts';

/** The chance in whole per cent, which a heading has room for. */
const chance = `${Math.round(power * 100)} %`;
const finds = `finds in ${chance}`;

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
      comparison.detectable === null
        ? 'too few rounds'
        : changeOfSize(comparison.detectable, comparison.ratio.estimate),
    ]),
  );
  if (rows.length === 0) return null;
  return details(
    'How sure: rounds, intervals and how large a change such rounds find',
    blocks(
      table(
        [
          'variant',
          'parameters',
          'rounds',
          'before (95 %)',
          'after (95 %)',
          'change (95 %)',
          'verdict',
          finds,
        ],
        rows,
        ['rounds', finds],
      ),
      `*${finds}*: how large a true change has to be for as many rounds, as noisy as these, to come to a verdict of better or worse with a chance of ${chance}; where that is ${percent(thresholds.effect - 1)}, the least that counts, the estimate falls short of it up to every other time. Smaller ones are found less often, so that a change that was found may well be below it.`,
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
