import { createColors } from 'picocolors';
import type { Verdict } from '../compare/judgement.ts';
import type { RunComparison } from '../compare/run-comparison.ts';
import { columns, wrapped, type Column } from './columns.ts';
import { changeInBrief, metricWithReach } from './load-words.ts';
import {
  exactRows,
  identities,
  loadRows,
  loadsLeftOut,
  nothingExact,
  timeRows,
  type ExactRow,
  type LoadRows,
  type TimeRow,
} from './run-changes.ts';
import { tight, timeWithReach } from './terminal/screen.ts';
import type { Printing } from './terminal.ts';
import { change } from './units.ts';
import { cut, plural, sentence, warningInWords } from './words.ts';

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

const loadHeads: readonly Column[] = [
  { heading: 'under load, for the trend only', align: 'left', shrinks: true },
  ...timeHeads.slice(1),
];

/** What changed from one saved run to another, for the terminal. */
export function renderRunComparison(comparison: RunComparison, { color, width }: Printing): string {
  const colors = createColors(color);
  const room = width - margin.length;
  const exact = exactRows(comparison);
  const times = timeRows(comparison);
  const changed = times.filter(({ time }) => time.verdict !== 'same');
  const same = times.length - changed.length;
  const loads = loadRows(comparison);
  const parts = [
    identities(comparison).flatMap((line) => wrapped(line, room, margin)),
    exact.length > 0 ? exactLines(exact, room) : nothingExact(comparison),
    changed.length === 0
      ? []
      : columns(
          timeHeads,
          changed.map((row) => timeCells(row, colors)),
          room,
        ),
    same === 0 ? [] : [`${plural(same, 'timing')} without a change that counts.`],
    loads.length === 0
      ? []
      : columns(
          loadHeads,
          loads.flatMap((rows) => loadCells(rows, colors)),
          room,
        ),
    loadsLeftOut(comparison).flatMap((line) => wrapped(sentence(line), room, margin)),
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

type Colors = ReturnType<typeof createColors>;

function timeCells({ where, time }: TimeRow, colors: Colors): readonly string[] {
  const { before, after, ratio, verdict } = time;
  return [
    where,
    timeWithReach(before),
    timeWithReach(after),
    tight(change(ratio.estimate)),
    shown(verdict, colors),
  ];
}

/** A line for the side, and below it one for each figure. */
function loadCells({ where, changes, timeout }: LoadRows, colors: Colors): readonly (readonly string[])[] {
  const figures = changes.map(({ metric, before, after, ratio, verdict }) => [
    margin + metric,
    tight(metricWithReach(metric, before, timeout)),
    tight(metricWithReach(metric, after, timeout)),
    tight(changeInBrief({ metric, change: ratio })),
    shown(verdict, colors),
  ]);
  return [[where, '', '', '', ''], ...figures];
}

function shown(verdict: Verdict, colors: Colors): string {
  return verdict === 'worse' ? colors.red('WORSE') : verdict === 'better' ? colors.green(verdict) : verdict;
}
