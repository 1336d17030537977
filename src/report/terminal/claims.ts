import type { ClaimJudgement, ClaimVerdict } from '../../compare/judgement.ts';
import { columns, type Column } from '../columns.ts';
import { leastFavourable, mostFavourable } from '../measured.ts';
import { claimedFactor, times } from '../units.ts';
import { variantOf, type ExperimentView } from '../view.ts';
import type { Screen } from './screen.ts';

const heads: readonly Column[] = [
  { heading: 'claim', align: 'left', shrinks: true },
  { heading: 'claimed', align: 'right' },
  { heading: 'measured', align: 'right' },
  { heading: 'as written', align: 'left' },
  { heading: 'repaired', align: 'left' },
];

/** A line for each claim with what it comes to; nothing where none was tested. */
export function claimLines(experiments: readonly ExperimentView[], screen: Screen): readonly string[] {
  const rows = experiments.flatMap((experiment) => {
    const { record, judgement } = experiment;
    if (record.claim === null || judgement.claim === null) return [];
    return [
      [
        `${record.title} (${record.source})`,
        claimedFactor(record.claim.factor),
        measured(experiment, record.claim.asWritten),
        verdict(judgement.claim, screen),
        judgement.repaired === null ? '' : verdict(judgement.repaired, screen),
      ],
    ];
  });
  if (rows.length === 0) return [];
  const [heading = '', ...lines] = columns(heads, rows, screen.width);
  return [screen.colors.dim(heading), ...lines];
}

/** As a factor like the claim's: below 1× is slower. From the worst class to the best. */
function measured(experiment: ExperimentView, id: string): string {
  const comparisons = variantOf(experiment, id)?.judgement.comparisons ?? [];
  const least = leastFavourable(comparisons);
  const most = mostFavourable(comparisons);
  if (least === undefined || most === undefined) return '–';
  const [from, to] = [least, most].map(({ ratio }) => times(1 / ratio.estimate));
  return from === to ? `${to}` : `${from} … ${to}`;
}

function verdict({ verdict }: ClaimJudgement, { colors }: Screen): string {
  const paint: Readonly<Record<ClaimVerdict, (word: string) => string>> = {
    confirmed: colors.green,
    partly: colors.yellow,
    refuted: colors.red,
    unproven: colors.yellow,
    impossible: colors.red,
  };
  return paint[verdict](verdict);
}
