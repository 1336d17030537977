import { createColors } from 'picocolors';
import type { Trend, TrendChange } from '../compare/history-trends.ts';
import type { HistoryEntry } from '../record/history.ts';
import { columns, wrapped, type Column } from './columns.ts';
import { footnotes, type Footnotes } from './footnotes.ts';
import { sparkline } from './history-spark.ts';
import { dayOf, forLooking, metricName, trendChange, trendValue, whichRun } from './history-words.ts';
import type { Printing } from './terminal.ts';
import { tight } from './terminal/screen.ts';
import { cut, listed, plural } from './words.ts';

/** What is shown of a history. */
export interface HistoryView {
  /** In the order of time. */
  readonly entries: readonly HistoryEntry[];
  /** Runs that were left out, since they are of another suite or of data of another size. */
  readonly others: number;
  /** The series that are shown; the most telling first. */
  readonly trends: readonly Trend[];
  /** How many more there are. */
  readonly more: number;
}

const heads: readonly Column[] = [
  { heading: 'query or route', align: 'left', shrinks: true },
  { heading: 'first', align: 'right' },
  { heading: 'last', align: 'right' },
  { heading: 'trend', align: 'left' },
  { heading: 'changed at', align: 'left', shrinks: true },
];

/** Characters of a trend. */
const sparkWidth = 36;

/** Everything is indented by this. */
const margin = '  ';

/**
 * The series of a history, for the terminal.
 *
 * @param options.picture where their picture was written
 */
export function renderHistory(view: HistoryView, options: Printing & { readonly picture: string }): string {
  const colors = createColors(options.color);
  const width = options.width - margin.length;
  const notes = footnotes();
  const parts = [
    wrapped(titleOf(view), width),
    [
      ...tableOf(view, colors, notes, width),
      ...notes.pending().flatMap((note) => wrapped(note, width, '  ')),
    ],
    [
      ...aside(view).flatMap((line) => wrapped(line, width)),
      ...wrapped(forLooking, width),
      `Picture: ${options.picture}`,
    ],
  ];
  const text = parts.flatMap((part) => ['', ...part]).map((line) => (line === '' ? '' : margin + line));
  return `${text.join('\n')}\n\n`;
}

function titleOf({ entries }: HistoryView): string {
  const [first, last] = [entries.at(0), entries.at(-1)];
  if (first === undefined || last === undefined) return 'no runs';
  const days = [...new Set([dayOf(first.at), dayOf(last.at)])].join(' … ');
  const scale = last.data === null ? [] : [`scale ${last.data.scale}`];
  return [last.suite, ...scale, plural(entries.length, 'run'), days].join(' · ');
}

/** Under the name of each query or route a line for each metric, and one for each change after the first. */
function tableOf(
  { trends }: HistoryView,
  colors: ReturnType<typeof createColors>,
  notes: Footnotes,
  width: number,
): readonly string[] {
  const rows = trends.flatMap((trend) => rowsOf(trend, notes).map((cells) => ({ trend, cells })));
  const [heading = '', ...lines] = columns(
    heads,
    rows.map(({ cells }) => cells),
    width,
  );
  return [
    colors.dim(heading),
    ...lines.flatMap((line, i) => {
      const subject = rows[i]?.trend.subject ?? '';
      const news = subject !== rows[i - 1]?.trend.subject;
      return news ? [colors.bold(cut(subject, width)), line] : [line];
    }),
  ];
}

function rowsOf(trend: Trend, notes: Footnotes): readonly (readonly string[])[] {
  const values = trend.points.map(({ value }) => value);
  const shown = (value: number | undefined) => (value === undefined ? '' : tight(trendValue(trend, value)));
  const [first = '', ...others] = trend.changes.map((change) => changeCell(trend, change, notes));
  const name = `  ${metricName(trend.metric)}`;
  return [
    [name, shown(values.at(0)), shown(values.at(-1)), sparkline(values, sparkWidth), first],
    ...others.map((change) => ['', '', '', '', change]),
  ];
}

function changeCell(trend: Trend, change: TrendChange, notes: Footnotes): string {
  const entry = trend.points[change.at]?.entry;
  const where = entry === undefined ? '' : whichRun(entry);
  const mark =
    change.beside.length === 0
      ? ''
      : ` ${notes.mark(`${listed(change.beside)} changed there too`, 'Run the commits before and after it on one machine: `bench gate --base-ref …`')}`;
  return `${where} ${tight(trendChange(trend, change))}${mark}`;
}

function aside({ others, more }: HistoryView): readonly string[] {
  return [
    ...(more === 0
      ? []
      : [`${plural(more, 'more series', 'more series')}: --most shows more, --only picks.`]),
    ...(others === 0
      ? []
      : [
          `${plural(others, 'run')} left out: of another suite, or of data at another scale, than the newest.`,
        ]),
  ];
}
