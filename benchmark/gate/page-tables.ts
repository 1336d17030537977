import { table } from '../../src/report/markdown-text.ts';
import type { Answer } from './answer.ts';
import { inWords, type Made } from './groups.ts';
import type { Measured } from './measured.ts';
import { rules } from './rules/index.ts';
import { honestly, tally } from './tally.ts';
import { seconds, share, signedInterval } from './words.ts';

const ofDecisions = ['same', 'unclear', 'invalid', 'blocks', 'time', 'independent'];

/** Of identical code: false alarms, and what else was said. */
export function decisionTable(measured: readonly Measured[]): string {
  const rows = measured
    .filter(({ group }) => group.expected === 'same')
    .flatMap((one) => [
      decisionRow(one.group.name, one.answers, one),
      ...(one.byCoin === null ? [] : [decisionRow('*names by coin*', one.byCoin, one)]),
    ]);
  const columns = ['', 'recordings', 'false alarms', ...ofDecisions];
  return table(columns, rows, columns.slice(1));
}

function decisionRow(name: string, answers: readonly Answer[], one: Measured): readonly string[] {
  const { shares, blocks, seconds: time } = tally(answers);
  const wrong = shares.worse + shares.better;
  const { low, high, independent } = honestly(wrong, one.blocks, blocks);
  return [
    name,
    `${one.recordings}`,
    `${share(wrong)} (${share(low)} … ${share(high)})`,
    share(shares.same),
    share(shares.unclear),
    share(shares.invalid),
    `${blocks}`,
    seconds(time),
    `${independent}`,
  ];
}

/** Of heads that are slower: how often that is found, and when. */
export function truthTable(measured: readonly Measured[]): string {
  const rows = measured
    .filter(({ group }) => group.expected === 'worse')
    .map((one) => {
      const { shares, byStalls, blocks, seconds: time } = tally(one.answers);
      const { low, high, independent } = honestly(shares.worse, one.blocks, blocks);
      return [
        one.group.name,
        one.p50.map(signedInterval).join('<br>'),
        one.p95.map(signedInterval).join('<br>'),
        `${share(shares.worse)} (${share(low)} … ${share(high)})`,
        byStalls === 0 ? '' : share(byStalls),
        share(shares.same),
        share(shares.unclear),
        share(shares.invalid),
        `${blocks}`,
        seconds(time),
        `${independent}`,
      ];
    });
  const columns = ['', 'p50 seen', 'p95 seen', 'found', 'by stalls alone', ...ofDecisions];
  return table(columns, rows, columns.slice(1));
}

/** What rules that are usual elsewhere say of the same blocks. */
export function othersTable(measured: readonly Measured[]): string {
  const rows = measured.map(({ group, answers, others }) => {
    const count = (said: { readonly worse: number; readonly better: number }): string =>
      share(group.expected === 'same' ? said.worse + said.better : said.worse);
    return [
      group.name,
      count(tally(answers).shares),
      ...rules.map(({ name }) => count(others[name] ?? { worse: Number.NaN, better: Number.NaN })),
    ];
  });
  const columns = ['', 'the gate', ...rules.map(({ name }) => name)];
  return table(columns, rows, columns.slice(1));
}

/** The gate's answer of each series at the time. */
export function asRecordedTable(measured: readonly Measured[]): string {
  const rows = measured
    .filter(({ group }) => !group.name.includes('¹'))
    .flatMap(({ asRecorded }) =>
      asRecorded.map(({ series: { id, subject }, answer: { verdict, byStalls, blocks, seconds: time } }) => [
        id,
        subject.name,
        `${verdict}${byStalls ? ' (stalls)' : ''}`,
        `${blocks}`,
        seconds(time),
      ]),
    );
  return table(['recording', 'of', 'the gate said', 'blocks', 'time'], rows, ['blocks', 'time']);
}

/** What one request or execution of each side does. */
export function exactTable(made: readonly Made[]): string {
  const rows = made.flatMap(({ setting, recording }) =>
    recording.subjects.map(({ name, base, head }) => {
      const both = (metric: 'statements' | 'rows' | 'buffers'): string => {
        const [before, after] = [base?.[metric] ?? Number.NaN, head?.[metric] ?? Number.NaN];
        return before === after ? `${round(before)}` : `**${round(before)} → ${round(after)}**`;
      };
      const metrics = ['statements', 'rows', 'buffers'] as const;
      return [setting.id, inWords(setting.truth), name, ...metrics.map(both), seconds(recording.exactAfter)];
    }),
  );
  const figures = ['statements', 'rows', 'buffers', 'known after'];
  return table(['recording', 'truth', 'of', ...figures], rows, figures);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
