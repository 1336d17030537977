import type { GateRecord } from '../../../record/gate.ts';
import { environmentPart, spendingInWords } from '../../markdown/method.ts';
import { blocks, code, details, table, text } from '../../markdown-text.ts';
import { duration, percent } from '../../units.ts';
import { listed, plural, warningInWords } from '../../words.ts';
import { blocksInWords, detectableInWords, sideInWords } from '../circumstances.ts';
import type { GateView } from '../view.ts';

const modes: Readonly<Record<GateRecord['mode'], string>> = {
  compare: 'Base and head were measured side by side, in pairs whose order a coin decided.',
  exact: 'Only what repeats exactly was compared: nothing was timed.',
  baseline:
    'The base is a saved run. What repeats exactly is compared with it; times are held against absolute limits alone, since one machine at two moments differs by more than two versions do.',
  calibrate: 'Both sides are the same version, so that every difference is noise.',
};

/** How the verdicts came about and what they are worth, folded away. */
export function methodPart(view: GateView): string {
  const { record, run } = view;
  return details(
    'How this was judged',
    blocks(
      modes[record.mode],
      timingRules(view),
      table(['what', 'value'], facts(view)),
      environmentPart(run),
    ),
  );
}

function timingRules({ record, judgement }: GateView): string | null {
  if (judgement.subjects.every(({ times }) => times.length === 0)) return null;
  const { effect, tolerance, unit, looks } = record.schedule;
  const why =
    unit === 'block'
      ? 'APIs are started afresh for each, and queries get fresh connections, since two processes of the same program differ'
      : 'nothing could be restarted, so what differs from process to process is not covered';
  return [
    `The unit is the ${unit}, not the request: ${why}. Each ${unit} gives one ratio of typical quantiles; the estimate over ${unit}s is that of Hodges and Lehmann with its exact signed-rank interval.`,
    `- **better** and **worse**: the interval at that look clears "no change", and the estimate is at least ${percent(effect - 1)}.`,
    `- **same**: the 95 % interval stays within ${percent(tolerance - 1)}.`,
    `- **unclear**: neither, after ${plural(looks.at(-1) ?? 0, unit)} or when the time was up.`,
    '- **invalid**: it could not be measured, or the base differed from itself by more than that.',
  ].join('\n');
}

function facts(view: GateView): readonly (readonly string[])[] {
  const { record, judgement } = view;
  const { looks, alpha, spending, unit, seconds } = record.schedule;
  const timed = judgement.subjects.some(({ times }) => times.length > 0);
  const timing = [
    [`${unit}s`, blocksInWords(view)],
    [
      'looks',
      `after ${listed(looks.map(String))} ${unit}s${looks.length === 1 ? '' : ', as long as the answer is open'}`,
    ],
    [
      'chance of one wrong "better" or "worse"',
      `${percent(alpha)} over all looks and all that is gated (${spendingInWords(spending)})`,
    ],
    ['noise', judgement.noise === null ? 'not known' : noiseInWords(judgement.noise, unit)],
    ['smallest growth that could have been found', detectableInWords(view) ?? 'not known'],
    ['longest time', duration(seconds)],
  ];
  return [
    ['base', text(sideInWords(record.base))],
    ['head', text(sideInWords(record.head))],
    ...(timed ? timing : []),
    ['what nobody can tell', record.onUnclear === 'fail' ? 'fails the gate' : 'passes, with a warning'],
    ['measured', record.complete ? 'everything that was to be' : '**not everything that was to be**'],
  ];
}

function noiseInWords(noise: number, unit: string): string {
  return `the base differs from itself by less than ${percent(noise - 1)} in half of the ${unit}s`;
}

/** Who let what pass until when, folded away; nothing where nobody did. */
export function waiversPart({ record, judgement }: GateView): string {
  const { waivers } = record;
  if (waivers.length === 0) return '';
  const used = judgement.checks.flatMap(({ waiver }) => waiver?.id ?? []);
  const rows = waivers.map(({ id, reason, author, expires }) => [
    code(id),
    text(reason),
    text(author),
    expires,
    used.includes(id) ? 'yes' : 'no: the budget is kept',
  ]);
  return details(
    plural(waivers.length, 'waiver'),
    table(['check', 'reason', 'author', 'until', 'needed'], rows),
  );
}

/** What weakens the answer, folded away. */
export function warningsPart({ run, judgement }: GateView): string {
  const warnings = [...judgement.warnings, ...run.warnings.map(warningInWords)];
  if (warnings.length === 0) return '';
  const lines = warnings.map((warning, i) => `${i + 1}. ${text(warning)}`);
  return details(plural(warnings.length, 'warning'), lines.join('\n'));
}
