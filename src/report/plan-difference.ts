import type { Pair, PlanDifference } from '../plans/difference.ts';
import { columns, wrapped, type Column } from './columns.ts';
import { count, duration, near, times } from './units.ts';
import { capital } from './words.ts';

const heads: readonly Column[] = [
  { heading: '', align: 'left' },
  { heading: 'before', align: 'right' },
  { heading: 'after', align: 'right' },
];

/** What changed from some plans to others: in a sentence, by relation, and in figures. */
export function planDifferenceLines(difference: PlanDifference, width: number): readonly string[] {
  const { buffers, scanned, removed, misestimate, execution } = difference;
  const figures = [
    ['buffers', ...both(buffers, count)],
    ['rows scanned', ...both(scanned, ({ rows, off }) => near(rows, off))],
    ['rows removed', ...both(removed, ({ rows, off }) => near(rows, off))],
    ['worst estimate, off by', ...both(misestimate, times)],
    ['execution under EXPLAIN', ...both(execution, duration)],
  ];
  return [...planDifferenceInBrief(difference, width), '', ...columns(heads, figures, width)];
}

/** The same without the figures. */
export function planDifferenceInBrief({ summary, access }: PlanDifference, width: number): readonly string[] {
  return [
    ...wrapped(capital(summary), width, '  '),
    ...access.flatMap(({ relation, before, after }) =>
      wrapped(`  ${relation}: ${before ?? 'not read'} → ${after ?? 'not read'}`, width, '    '),
    ),
  ];
}

function both<Of>({ before, after }: Pair<Of | null>, figure: (value: Of) => string): readonly string[] {
  return [before, after].map((value) => (value === null ? '–' : figure(value)));
}
