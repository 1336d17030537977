import { expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type { ExperimentRecord, VariantRecord } from '../../src/record/experiment.ts';
import type { Run } from '../../src/record/run.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import {
  aCell,
  aClaim,
  aClass,
  anExperiment,
  anIndex,
  answersAlike,
  aRun,
  aVariant,
  steadyRounds,
} from '../support/record.ts';

const whole = anIndex({
  name: 'idx_status',
  definition: 'CREATE INDEX idx_status ON public.orders USING btree (customer, status)',
});
const partial = anIndex({
  name: 'idx_status',
  definition: `${whole.definition} WHERE (status <> 'archived'::text)`,
});

/** Claimed of `written`; each variant takes that long, where the baseline takes 100 ms, or is not used. */
function experiment(
  id: string,
  variants: readonly (Partial<VariantRecord> & { readonly id: string; readonly time: number | null })[],
): ExperimentRecord {
  const cells = variants.map(({ id, time }) => [id, aCell({ stopped: time === null ? 'used' : null })]);
  const times = variants.flatMap(({ id, time }) => (time === null ? [] : [[id, time]]));
  return anExperiment({
    id,
    claim: aClaim({ asWritten: 'written', repaired: 'repaired' }),
    variants: [
      aVariant({ id: 'before' }),
      ...variants.map(({ time, ...variant }) =>
        aVariant({ note: time === null ? 'not used' : null, ...variant }),
      ),
    ],
    classes: [
      aClass({
        sets: Array.from({ length: 30 }, (_, customer) => ({ customer })),
        cells: { before: aCell({ answers: null }), ...Object.fromEntries(cells) },
        rounds: steadyRounds(12, { before: 0.1, ...Object.fromEntries(times) }),
      }),
    ],
  });
}

function bringing(index: typeof whole): Pick<VariantRecord, 'arrangement' | 'schema'> {
  return { schema: 'CREATE INDEX …', arrangement: { outcome: 'ready', seconds: 1, indexes: [index] } };
}

function reportOf(experiments: readonly ExperimentRecord[], suite: Partial<Run['suite']> = {}): string {
  const run = aRun({ experiments: [...experiments], suite: { ...aRun().suite, ...suite } });
  const report = renderMarkdown(run, judge(run))['PERFORMANCE_REPORT.md'] ?? '';
  return report.replaceAll('\u00A0', ' ');
}

function rowOf(report: string, subject: string): string | undefined {
  return report.split('\n').find((line) => line.includes(` | [`) && line.includes(`) ${subject}: `));
}

test('two indexes of one name are told apart by what they are on', () => {
  const report = reportOf([
    experiment('orders/list', [
      { id: 'written', ...bringing(partial), time: null },
      { id: 'repaired', ...bringing(whole), note: 'without the predicate', time: 0.001 },
    ]),
  ]);
  const row = rowOf(report, 'repaired');
  expect(row).toContain('`idx_status` (on `orders (customer, status)`): 2.2 MB');
  expect(row).toContain('*Repaired: without the predicate.*');
  expect(rowOf(report, 'written')).toContain(
    "`idx_status` (on `orders (customer, status) WHERE (status <> 'archived'::text)`)",
  );
});

test('an index that a row above brings is paid for there', () => {
  const report = reportOf([
    experiment('orders/list', [{ id: 'written', ...bringing(whole), time: 0.001 }]),
    experiment('orders/count', [{ id: 'written', ...bringing(whole), time: 0.01 }]),
    experiment('orders/sum', [{ id: 'written', ...bringing(partial), time: 0.02 }]),
  ]);
  const rows = report.split('\n').filter((line) => line.includes(') written: '));
  expect(rows[0]).toContain('2.2 MB, built in');
  expect(rows[1]).toContain('; the same indexes as [orders/list](#orderslist) written.');
  expect(rows[2]).toContain('2.2 MB, built in');
  expect(report).toContain('What to do is in the order of the time that one execution saves');
});

test("what is neither as written nor repaired is not passed off as the document's", () => {
  const report = reportOf([
    experiment('orders/list', [
      { id: 'written', time: 0.05 },
      { id: 'own', note: 'our own: another index', ...bringing(whole), time: 0.001 },
    ]),
  ]);
  expect(rowOf(report, 'own')).toContain('*Not as the document has it; our own: another index.*');
  expect(reportOf([experiment('orders/list', [{ id: 'written', time: 0.05 }])])).not.toContain('Not as');
});

test('a documented difference is said wherever the variant is recommended, though no answer differs', () => {
  const report = reportOf([
    experiment('orders/search', [
      { id: 'written', time: null },
      { id: 'repaired', answers: { differ: 'words instead of substrings' }, time: 0.001 },
    ]),
  ]);
  expect(rowOf(report, 'repaired')).toMatch(
    /^\| \*\*Weigh\*\* .*, but other answers, as documented: words instead of substrings \(seen for 0\.0 % /,
  );
  expect(report).toContain(
    '- repaired: words instead of substrings. 20 of 30 sets compared, 0 of them answered otherwise.',
  );
  expect(report).toContain('- typical: 30 sets, answers compared for 20, such as');
  expect(report).toMatch(/^. Other answers, as documented: words instead of substrings\. Its time/m);
});

test('where all sets were compared and nothing is documented, nothing is said of other answers', () => {
  const made = experiment('orders/list', [{ id: 'written', time: 0.05 }]);
  const classes = made.classes.map((one) => ({ ...one, sets: one.sets.slice(0, answersAlike.sets) }));
  const report = reportOf([{ ...made, classes }]);
  expect(report).toContain('answers compared for all');
  expect(report).not.toContain('ther answers, as documented');
});

test('a claim of which nothing could be timed shows at least the time of what is', () => {
  const report = reportOf([experiment('orders/list', [{ id: 'written', ...bringing(partial), time: null }])]);
  expect(report).toMatch(/^\| 1 \| .* typical: 100 ms → not timed \|/m);
});

test('promises that nobody tests are listed with the reason', () => {
  const made = [experiment('orders/list', [{ id: 'written', time: 0.05 }])];
  expect(reportOf(made, { notCovered: ['§9 CPU 60 → 20 %: of no load'] })).toContain(
    'Not covered of shop.md:\n\n- §9 CPU 60 → 20 %: of no load.',
  );
  expect(reportOf(made)).not.toContain('Not covered of');
});

test('rows of the picture that are too long keep the class', () => {
  const [made] = [
    experiment('orders/list', [
      { id: 'written', time: null },
      { id: 'repaired', title: 'x'.repeat(60), time: 0.01 },
    ]),
  ];
  const run = aRun({ experiments: [made] });
  expect(renderMarkdown(run, judge(run))['speedups.svg']).toMatch(/orders\/list \(x+…, typical</);
});
