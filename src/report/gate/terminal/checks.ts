import type { Check } from '../../../compare/gate/judgement.ts';
import { columns, type Column } from '../../columns.ts';
import { tight, type Screen } from '../../terminal/screen.ts';
import { cut, oneLine, plural } from '../../words.ts';
import { failing, type GateView } from '../view.ts';
import { isPlain, metricChange, metricName, metricValue, waiverInWords } from '../words.ts';

/** Rows of checks that are kept are left out beyond this many rows. */
const mostRows = 12;

const heads: readonly Column[] = [
  { heading: 'check', align: 'left' },
  { heading: 'allowed', align: 'left', shrinks: true, spills: true },
  { heading: 'base', align: 'right' },
  { heading: 'head', align: 'right' },
  { heading: 'change', align: 'left', shrinks: true },
  { heading: 'outcome', align: 'left' },
];

/** A line for each check, what fails first, under the query or route that it is about. */
export function checkLines(view: GateView, screen: Screen): readonly string[] {
  const { checks } = view.judgement;
  const open = checks.filter(({ outcome }) => outcome !== 'kept').length;
  const kept = checks.filter(({ outcome }) => outcome === 'kept');
  const counted = kept.slice(Math.max(mostRows - open, 0));
  const shown = checks.filter((check) => !counted.includes(check));
  if (shown.length === 0) return countedLines(counted, 0);
  const rows = shown.map((check) => rowOf(view, check, screen));
  const [heading = '', ...lines] = columns(heads, rows, screen.width);
  return [
    screen.colors.dim(heading),
    ...lines.flatMap((line, i) => [...titleOf(shown[i], shown[i - 1], screen), line]),
    ...countedLines(counted, shown.length),
  ];
}

function titleOf(
  check: Check | undefined,
  above: Check | undefined,
  { colors, width }: Screen,
): readonly string[] {
  if (check === undefined || (check.kind === above?.kind && check.subject === above.subject)) return [];
  const name = cut(check.subject, width - check.kind.length - 2);
  return [`${colors.bold(name)}  ${colors.dim(check.kind)}`];
}

function rowOf(view: GateView, check: Check, screen: Screen): readonly string[] {
  const { metric, allowed, base, head, change } = check;
  const values = base === null && head === null ? ['', ''] : [base, head].map(valueOf(metric));
  return [
    `  ${metricName(metric)}`,
    allowedInBrief(allowed),
    ...values,
    base === null && head !== null ? 'new' : tight(metricChange(metric, change)),
    outcomeOf(view, check, screen),
  ];
}

/** Columns are narrow. */
function allowedInBrief(allowed: string): string {
  return tight(allowed.replaceAll('at most ', '≤ ').replaceAll('at least ', '≥ '));
}

function valueOf(metric: Check['metric']): (value: number | null) => string {
  return (value) => tight(metricValue(metric, value));
}

/** Red only for what fails the gate; with a note for all that is not kept. */
function outcomeOf(view: GateView, check: Check, { colors, notes }: Screen): string {
  const { outcome, waiver } = check;
  if (outcome === 'kept') return 'kept';
  const word = outcome === 'broken' ? 'BROKEN' : outcome;
  const paint = failing(view, check) ? colors.red : colors.yellow;
  if (isPlain(check)) return paint(word);
  const mark = notes.mark(oneLine(check.sentence), waiver === null ? undefined : waiverInWords(waiver));
  return `${paint(word)} ${mark}`;
}

function countedLines(counted: readonly Check[], shown: number): readonly string[] {
  if (counted.length === 0) return [];
  const checks = plural(counted.length, shown === 0 ? 'check' : 'more check');
  return [`${checks} ${counted.length === 1 ? 'keeps to its budget' : 'keep to their budgets'}.`];
}
