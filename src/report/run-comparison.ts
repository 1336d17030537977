import { createColors } from 'picocolors';
import type { RunComparison } from '../compare/run-comparison.ts';
import { columns, wrapped, type Column } from './columns.ts';
import { exactRows, identities, timeRows, type ExactRow, type TimeRow } from './run-changes.ts';
import { tight, timeWithReach } from './terminal/screen.ts';
import type { Printing } from './terminal.ts';
import { change } from './units.ts';
import { cut, plural, warningInWords } from './words.ts';

const margin = '  ';

/** In characters: more of a statement or a plan does not help here. */
const longest = 200;

const timeHeads: readonly Column[] = [
  { heading: 'times, for the trend only', align: 'left', shrinks: true },
  { heading: 'before', align: 'right' },
  { heading: 'after', align: 'right' },
  { heading: 'change', align: 'left' },
  { heading: 'verdict', align: 'left' },
];

/** What changed from one saved run to another, for the terminal. */
export function renderRunComparison(comparison: RunComparison, { color, width }: Printing): string {
  const colors = createColors(color);
  const room = width - margin.length;
  const exact = exactRows(comparison);
  const times = timeRows(comparison);
  const changed = times.filter(({ time }) => time.verdict !== 'same');
  const same = times.length - changed.length;
  const parts = [
    identities(comparison).flatMap((line) => wrapped(line, room, margin)),
    exact.length === 0 ? ['Whatever repeats exactly is as it was.'] : exactLines(exact, room),
    changed.length === 0
      ? []
      : columns(
          timeHeads,
          changed.map((row) => timeCells(row, colors)),
          room,
        ),
    same === 0 ? [] : [`${plural(same, 'timing')} without a change that counts.`],
    comparison.warnings.flatMap((warning, i) => wrapped(`${i + 1}. ${warningInWords(warning)}`, room, '   ')),
    wrapped(colors.bold(comparison.headline), room),
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  return `${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}\n\n`;
}

/** Each place that changed, and under it what changed there. */
function exactLines(rows: readonly ExactRow[], width: number): readonly string[] {
  return rows.flatMap(({ where, what, before, after }, i) => [
    ...(rows[i - 1]?.where === where ? [] : wrapped(where, width, margin)),
    ...wrapped(
      `${what}: ${cut(before, longest)} → ${cut(after, longest)}`,
      width - margin.length,
      margin,
    ).map((line) => margin + line),
  ]);
}

function timeCells({ where, time }: TimeRow, colors: ReturnType<typeof createColors>): readonly string[] {
  const { before, after, ratio, verdict } = time;
  return [
    where,
    timeWithReach(before),
    timeWithReach(after),
    tight(change(ratio.estimate)),
    verdict === 'worse' ? colors.red('WORSE') : verdict === 'better' ? colors.green(verdict) : verdict,
  ];
}
