import type { GateTimes, Stalls, SubjectJudgement } from '../../../compare/gate/judgement.ts';
import type { Interval } from '../../../compare/judgement.ts';
import { blocks, details, table, text, unbroken } from '../../markdown-text.ts';
import { change, changeInterval, duration, percent, uncertainty } from '../../units.ts';
import { sentence } from '../../words.ts';
import type { GateView } from '../view.ts';
import { metricChange } from '../words.ts';

const columns = ['timed', '', 'base', 'head', 'change', 'verdict', 'smallest growth that could be found'];

/** How long everything takes on both sides, folded away; nothing where nothing was timed. */
export function timesPart({ judgement }: GateView): string {
  const timed = judgement.subjects.filter(({ times }) => times.length > 0);
  if (timed.length === 0) return '';
  const invalid = judgement.subjects.flatMap(({ name, invalid: why }) =>
    why === null ? [] : [`- **${text(name)}** is invalid: ${text(sentence(why))}`],
  );
  return details(
    'Times, with 95 % intervals',
    blocks(table(columns, timed.flatMap(rowsOf), ['base', 'head']), invalid.join('\n')),
  );
}

function rowsOf(subject: SubjectJudgement): readonly (readonly string[])[] {
  const rows = [...subject.times.map((time) => timeCells(time)), ...throughputCells(subject)];
  return rows.map((cells, i) => [i === 0 ? `**${text(subject.name)}**` : '', ...cells]);
}

function timeCells({ metric, base, head, ratio, verdict, detectable }: GateTimes): readonly string[] {
  return [
    metric,
    timeCell(base),
    timeCell(head),
    ratio === null ? '–' : unbroken(changeInterval(ratio)),
    verdict === 'worse' ? '**worse**' : (verdict ?? 'not judged'),
    detectable === null ? noneFound(verdict) : percent(detectable - 1),
  ];
}

/** Of what is judged: so few blocks can exclude growth, and find none. */
function noneFound(verdict: GateTimes['verdict']): string {
  return verdict === null || verdict === 'invalid' ? '–' : 'none, by so few';
}

function timeCell(time: Interval | null): string {
  return time === null ? '–' : unbroken(`${duration(time.estimate)} ${uncertainty(time)}`);
}

function throughputCells({ throughput }: SubjectJudgement): readonly (readonly string[])[] {
  if (throughput === null) return [];
  return [['throughput', '', '', unbroken(metricChange('throughput', throughput)), '', '']];
}

const stallFigures = ['p', 'slow bursts of the base', 'of the head'];

/** What the typical burst cannot show, folded away; nothing where nothing was timed. */
export function stallsPart({ judgement, record }: GateView): string {
  const rows = judgement.subjects.flatMap(({ name, stalls }) =>
    stalls === null ? [] : [[`**${text(name)}**`, ...stallCells(stalls)]],
  );
  if (rows.length === 0) return '';
  const { unit, stalls: rule } = record.schedule;
  return details(
    'Stalls: a few slow bursts, which leave the typical one as it is',
    blocks(
      table(['timed', 'p95 of all requests together', ...stallFigures, ''], rows, stallFigures),
      `Base and head of ${unit === 'block' ? 'whole blocks' : 'single rounds'} change places: p is how often chance alone moves it as far, and of n ${unit}s 2 · 2⁻ⁿ at least. An alarm takes p ≤ ${percent(rule.alpha)}, over all that is timed, and ${percent(rule.ratio - 1)} of growth.`,
    ),
  );
}

function stallCells({ ratio, p, base, head, alarm, needed }: Stalls): readonly string[] {
  return [
    change(ratio),
    p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2))),
    String(base),
    String(head),
    alarm ? '**stalls**' : needed === null ? 'none' : `too few to tell: ${needed} would`,
  ];
}
