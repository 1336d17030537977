import { describe, expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type {
  ClaimRecord,
  ExperimentRecord,
  IndexRecord,
  VariantRecord,
} from '../../src/record/experiment.ts';
import type { Run } from '../../src/record/run.ts';
import { renderMarkdown, renderReport } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import {
  aCell,
  aClaim,
  aClass,
  aDataset,
  anExperiment,
  anIndex,
  answersAlike,
  aPlan,
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

function named(name: string, columns: string): Pick<IndexRecord, 'name' | 'definition'> {
  return { name, definition: `CREATE INDEX ${name} ON public.orders USING btree ${columns}` };
}

interface Made extends Partial<VariantRecord> {
  readonly id: string;
  /** In seconds; null where no plan uses its indexes. Otherwise one reads the first of them. */
  readonly time: number | null;
}

/** Claimed of `written`; each variant takes that long, where the baseline takes 100 ms. */
function experiment(id: string, variants: readonly Made[]): ExperimentRecord {
  const cells = variants.map(({ id, time, arrangement }) => {
    const [first] = arrangement?.outcome === 'ready' ? arrangement.indexes : [];
    const index = time === null ? null : (first?.name ?? null);
    const plans = { custom: [aPlan('custom', index)], generic: [aPlan('generic', index)] };
    return [id, aCell({ stopped: time === null ? 'used' : null, plans })];
  });
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

function bringing(...indexes: readonly IndexRecord[]): Pick<VariantRecord, 'arrangement' | 'schema'> {
  return { schema: 'CREATE INDEX …', arrangement: { outcome: 'ready', seconds: 1, indexes: [...indexes] } };
}

function reportOf(
  experiments: readonly ExperimentRecord[],
  suite: Partial<Run['suite']> = {},
  different: Partial<Run> = {},
): string {
  const run = aRun({ experiments: [...experiments], suite: { ...aRun().suite, ...suite }, ...different });
  return renderReport(run, judge(run)).replaceAll('\u00A0', ' ');
}

function rowOf(report: string, subject: string): string | undefined {
  return report.split('\n').find((line) => line.includes(` | [`) && line.includes(`) ${subject}: `));
}

test('what is not to be built is told from its namesake that is', () => {
  const report = reportOf([
    experiment('orders/list', [
      { id: 'written', ...bringing(partial), time: null },
      { id: 'repaired', ...bringing(whole), note: 'without the predicate', time: 0.001 },
    ]),
  ]);
  expect(rowOf(report, 'repaired')).toContain('`idx_status`: 2.2 MB, built in 400 ms. *Repaired.*');
  expect(rowOf(report, 'written')).toContain(
    'The `idx_status` above is another: on `orders (customer, status)`.',
  );
  expect(report).toContain("`idx_status` on `orders (customer, status) WHERE (status <> 'archived'::text)`");
});

test('where several things are to be done, it is said in which order they are', () => {
  const made = ['orders/list', 'orders/sum'].map((id) => experiment(id, [{ id: 'written', time: 0.001 }]));
  expect(reportOf(made)).toContain('What to do is in the order of the time that one execution saves');
});

describe('an index is advised once', () => {
  const renamed = { ...whole, ...named('idx_other', '(customer, status)') };
  const shorter = { ...whole, ...named('idx_customer', '(customer)') };
  const first = experiment('orders/list', [{ id: 'written', ...bringing(whole), time: 0.001 }]);

  test.each<readonly [string, IndexRecord, string]>([
    ['under the same name', whole, '; `idx_status` is built above already.'],
    ['under another name', renamed, '; `idx_other` is built above already, as `idx_status`.'],
    [
      'where a longer one begins with it',
      shorter,
      '; perhaps not `idx_customer` (2.2 MB), since `idx_status` above begins with its columns.',
    ],
    ['but not where it is of other rows', partial, '; `idx_status`: 2.2 MB, built in 400 ms.'],
  ])('%s', (_, index, cost) => {
    const second = experiment('orders/count', [{ id: 'written', ...bringing(index), time: 0.01 }]);
    const rows = reportOf([first, second])
      .split('\n')
      .filter((line) => line.includes(') written: '));
    expect(rows[0]).toContain('`idx_status`: 2.2 MB, built in');
    expect(rows[1]).toContain(cost.replace('; ', `**; `));
  });

  test('and where another query does not use it, it is said that it is built all the same', () => {
    const unused = experiment('orders/sum', [{ id: 'written', ...bringing(renamed), time: null }]);
    expect(reportOf([first, unused])).toContain('`idx_other` is built above all the same, as `idx_status`.');
  });
});

test('an index that no plan reads is neither advised nor counted', () => {
  const idle = { ...whole, ...named('idx_idle', '(placed_at)'), bytes: 90e6 };
  const made = (id: string, ...indexes: readonly IndexRecord[]) =>
    experiment('orders/list', [
      { id: 'written', ...bringing(...indexes), time: 0.001 },
      { id, ...bringing({ ...whole, bytes: 5e6 }), time: 0.001 },
    ]);
  const report = reportOf([made('own', whole, idle)]);
  expect(rowOf(report, 'written')).toContain(
    '`idx_status`: 2.2 MB, built in 400 ms; without `idx_idle`, which no plan reads.',
  );
});

test('what changes cost is said to be without what they cost writes, where an index is advised', () => {
  const said = 'what these cost writes was not measured';
  const indexed = reportOf([experiment('orders/list', [{ id: 'written', ...bringing(whole), time: 0.001 }])]);
  expect(indexed.split(said)).toHaveLength(2);
  expect(reportOf([experiment('orders/list', [{ id: 'written', time: 0.001 }])])).not.toContain(said);
});

test("what is neither as written nor repaired is not passed off as the document's", () => {
  const report = reportOf([
    experiment('orders/list', [
      { id: 'written', time: 0.05 },
      { id: 'own', note: 'our own: another index', ...bringing(whole), time: 0.001 },
    ]),
  ]);
  expect(rowOf(report, 'own')).toContain('*Not as the document has it.*');
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
    /^\| \*\*Weigh\*\* .*, but other answers, as documented: words instead of substrings \(seen for 0 of the 20 parameter sets /,
  );
  expect(report).toContain(
    '- repaired: words instead of substrings. 20 of 30 sets compared, 0 of them answered otherwise.',
  );
  expect(report).toContain('- typical: 30 sets, answers compared for 20, such as');
  expect(report).toMatch(/^. Other answers, as documented: words instead of substrings\. Its time/m);
});

test('no time of other answers is told without a note, in the table and in the picture', () => {
  const [made] = [
    experiment('orders/search', [
      { id: 'written', time: null },
      { id: 'repaired', answers: { differ: 'words instead of substrings' }, time: 0.001 },
    ]),
  ];
  const run = aRun({ experiments: [made] });
  const row = reportOf([made]).match(/^\| 1 \| .*$/m)?.[0];
  expect(row).toMatch(/typical: .* faster \([^)]+\)\*\* ¹ \| yes<br>\*repaired\*: documented to differ \|/);
  expect(reportOf([made])).toMatch(
    /^¹ Other answers, as documented: words instead of substrings \(seen for 0 /m,
  );
  expect(renderMarkdown(run, judge(run))['speedups.svg']).toContain('≠ orders/search (repaired), typical');
  const text = renderTerminal(run, judge(run), { color: false, width: 100, report: null });
  expect(text).toMatch(/faster +better ²/);
  expect(text).toMatch(/^ +² Other answers, as documented: words instead of substrings/m);
});

test('the picture has what was repaired where the text answers otherwise, though that was timed in some class', () => {
  const made = experiment('orders/list', [
    { id: 'written', time: 0.01 },
    { id: 'repaired', time: 0.001 },
  ]);
  const [typical] = made.classes;
  const wrong = aCell({ answers: { ...answersAlike, satisfied: false, differing: 3 }, stopped: 'answers' });
  const cells = { ...typical?.cells, written: wrong };
  const rare = aClass({
    ...typical,
    name: 'rare',
    cells,
    rounds: steadyRounds(12, { before: 0.1, repaired: 0.002 }),
  });
  const pictureOf = (...classes: ExperimentRecord['classes']) => {
    const run = aRun({ experiments: [{ ...made, classes }] });
    return renderMarkdown(run, judge(run))['speedups.svg'];
  };
  expect(pictureOf(...made.classes)).toContain('orders/list, typical');
  expect(pictureOf(...made.classes, rare)).not.toContain('orders/list, typical');
  expect(pictureOf(...made.classes, rare)).toContain('orders/list (repaired), rare');
});

/** Of two indexes of 2.2 MB each. */
function claiming(sizes: Pick<Partial<ClaimRecord>, 'size' | 'sizes'>): ExperimentRecord {
  const other = { ...whole, ...named('idx_other', '(placed_at)') };
  const made = experiment('orders/list', [{ id: 'written', ...bringing(whole, other), time: 0.01 }]);
  return { ...made, claim: aClaim({ asWritten: 'written', ...sizes }) };
}

describe('what was claimed of sizes stands beside what was measured', () => {
  test('of all indexes together', () => {
    expect(reportOf([claiming({ size: 11e6 })])).toContain(
      'Written, the indexes take 4.4 MB together. Claimed: 11 MB, 2.5× what was measured.',
    );
  });

  test('of single ones, by name', () => {
    const report = reportOf([claiming({ sizes: { idx_other: 1.1e6 } })]);
    expect(report).toContain('| 2.2 MB | 1.1 MB, 0.5× what was measured | 400 ms |');
    expect(report).toContain('`idx_status` on `orders (customer, status)` | 2.2 MB | – | 400 ms |');
  });

  test('without a factor where the data are not those of the claim', () => {
    const dataset = aDataset({ factor: 0.01 });
    expect(reportOf([claiming({ size: 11e6 })], {}, { dataset })).toContain(
      'Claimed: 11 MB, at the scale of 1.',
    );
  });

  test('where there is any', () => {
    expect(reportOf([claiming({})])).not.toMatch(/claimed size|what was measured\./);
  });
});

function kept(keptFrom: string): ExperimentRecord {
  const arrangement = { outcome: 'ready' as const, seconds: 1, indexes: [whole], keptFrom };
  return experiment('orders/list', [{ id: 'written', time: 0.01, arrangement }]);
}

test('of an index that was kept it is said when it was built, where that was another day', () => {
  expect(reportOf([kept('2026-01-30T08:00:00.000Z')])).toContain(
    '400 ms, on 2026-01-30: it was kept from an earlier run',
  );
  expect(reportOf([kept('2026-01-31T08:00:00.000Z')])).not.toContain('400 ms, on');
});

test('that the server waited for no disk is said where it did not', () => {
  const server = { ...aRun().server, settings: { fsync: 'off' } };
  expect(reportOf([], {}, { server })).toContain('The server ran with `fsync` off, so that');
  expect(reportOf([])).not.toContain('fsync');
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

describe('what is to be weighed tells of its best class, its least and those that nobody can tell', () => {
  const both = experiment('orders/list', [
    { id: 'written', ...bringing(whole), time: 0.01 },
    { id: 'repaired', answers: { differ: 'words' }, time: 0.001 },
  ]);
  const [typical] = both.classes;
  const timed = (name: string, written: number, repaired: (round: number) => number) =>
    aClass({
      ...typical,
      name,
      rounds: steadyRounds(12, { before: 0.1, written, repaired: 1 }).map((round, i) => ({
        ...round,
        samples: { ...round.samples, repaired: Array.from({ length: 4 }, () => repaired(i)) },
      })),
    });
  const classes = [
    timed('rare', 0.02, () => 0.001),
    timed('vast', 0.03, () => 0.08),
    timed('odd', 0.03, (i) => 0.01 * 10 ** ((i % 4) / 2)),
  ];
  const row = rowOf(reportOf([{ ...both, classes }]), 'repaired');

  test('the best and the least', () => {
    expect(row).toMatch(/repaired: \*\*100× faster \([^)]+\)\*\* for rare; /);
    expect(row).toMatch(/; 20\.0 % faster \([^)]+\) for vast[;,]/);
  });

  test('and what is open', () => expect(row).toMatch(/; unclear: \S+ (% )?faster \([^)]+\) for odd[;,]/));

  test('and where what is advised above is faster', () =>
    expect(row).toMatch(/, slower than written above for vast \(80 ms, not 30\S* ms\);/));
});
