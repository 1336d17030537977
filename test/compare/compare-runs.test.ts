import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare-runs.ts';
import type { TimeChange } from '../../src/compare/run-comparison.ts';
import type { Cell, ParameterClassRecord, VariantRecord } from '../../src/record/experiment.ts';
import type { LoadRecord } from '../../src/record/load.ts';
import type { Run } from '../../src/record/run.ts';
import { aLoad, aRound, pairsOf } from '../support/load.ts';
import {
  aCell,
  aClass,
  aDataset,
  anExperiment,
  anIndex,
  aPlan,
  aRun,
  aVariant,
  rounds,
  steadyRounds,
} from '../support/record.ts';

const dataset = aDataset();
const { environment, server, request } = aRun();

/** A run of one variant in one class, and what is different in it. */
function saved(
  parameterClass: Partial<ParameterClassRecord>,
  different: Partial<Run> = {},
  variant: Partial<VariantRecord> = {},
): Run {
  const variants = [aVariant({ id: 'before' }), aVariant({ id: 'after', ...variant })];
  return aRun({
    dataset,
    experiments: [anExperiment({ variants, classes: [aClass(parameterClass)] })],
    ...different,
  });
}

const taking = (after: number) => ({ rounds: steadyRounds(8, { before: 0.02, after }) });
/** How `after` changed. */
function timeOf(before: Run, after: Run): TimeChange | null | undefined {
  return compareRuns(before, after).experiments[0]?.variants[1]?.classes[0]?.time;
}

describe('times of two runs', () => {
  test.each([
    [
      'twice as fast',
      0.01,
      0.005,
      'better',
      /^2\.0× faster .* over 8 rounds before and 8 after, taken at different times$/,
    ],
    ['15 % slower', 0.01, 0.0115, 'worse', /^15\.0 % slower .* taken at different times$/],
    [
      '8 % slower is less than what a stored run can show',
      0.01,
      0.0108,
      'same',
      /^no change beyond 10 %: 7\.9 … 8\.1 % slower/,
    ],
  ])('%s', (_, before, after, verdict, sentence) => {
    const time = timeOf(saved(taking(before)), saved(taking(after)));
    expect(time).toMatchObject({ verdict, sentence: expect.stringMatching(sentence) });
  });

  test.each([
    [
      'noise',
      Array.from({ length: 8 }, (_, i) => 0.01 * (1 + 0.1 * i)),
      /^cannot tell: −\d\d\.\d … \d\d\.\d % slower over/,
    ],
    [
      'three rounds',
      [0.01, 0.01, 0.01],
      /^cannot tell: −∞ … 100\.0 % faster over 8 rounds before and 3 after/,
    ],
  ])('%s is unclear', (_, times, sentence) => {
    const noisy = { rounds: rounds(times.map((after) => ({ before: 0.02, after }))) };
    const time = timeOf(saved(taking(0.0125)), saved(noisy));
    expect(time).toMatchObject({ verdict: 'unclear', sentence: expect.stringMatching(sentence) });
  });

  test.each([
    [
      'other data',
      saved(taking(0.005), { dataset: aDataset({ hash: 'other' }) }),
      'not compared: the data are not the same',
    ],
    [
      'data that are not known',
      saved(taking(0.005), { dataset: null }),
      'not compared: the data are not the same',
    ],
    [
      'other parameters',
      saved({ ...taking(0.005), sets: [{ customer: 8 }] }),
      'not compared: other parameters were drawn',
    ],
  ])('%s', (_, after, sentence) => {
    expect(timeOf(saved(taking(0.01)), after)).toMatchObject({ verdict: 'invalid', sentence });
  });

  test('what was not timed in both is not compared', () => {
    expect(timeOf(saved(taking(0.01)), saved({ rounds: [] }))).toBeNull();
  });
});

const cell = (different: Partial<Cell>) => ({ cells: { after: aCell(different) } });

describe('what repeats exactly', () => {
  const scan = { custom: [aPlan('custom')], generic: [] };
  const byIndex = { custom: [aPlan('custom', 'orders_customer')], generic: [] };
  const failure = { code: '42601', message: 'syntax error', statement: null };

  test.each([
    ['nothing', cell({ plans: scan }), cell({ plans: scan }), []],
    [
      'the plan',
      cell({ plans: scan }),
      cell({ plans: byIndex }),
      [
        {
          metric: 'plan',
          where: 'custom plan',
          before: 'Seq Scan orders',
          after: 'Index Scan orders orders_customer',
        },
      ],
    ],
    [
      'a plan more',
      cell({ plans: scan }),
      cell({ plans: { ...scan, generic: [aPlan('generic')] } }),
      [
        { metric: 'plan', where: 'generic plan', before: null, after: 'Seq Scan orders' },
        { metric: 'rows', where: 'generic plan', before: null, after: 20 },
      ],
    ],
    [
      'whether it runs',
      cell({ answers: null }),
      cell({ answers: null, failure }),
      [{ metric: 'runs', where: '', before: 'yes', after: 'syntax error' }],
    ],
  ])('%s', (_, before, after, changes) => {
    const [experiment] = compareRuns(saved(before), saved(after)).experiments;
    expect(experiment?.variants[1]?.classes[0]?.exact).toEqual(changes);
  });

  const larger: Partial<VariantRecord> = {
    arrangement: { outcome: 'ready', seconds: 1, indexes: [anIndex({ bytes: 9_000_000 })] },
  };
  const smaller: Partial<VariantRecord> = {
    arrangement: { outcome: 'ready', seconds: 1, indexes: [anIndex()] },
  };

  test('statements and sizes of indexes are those of the variant', () => {
    const after = saved({}, {}, { ...larger, statements: [{ text: 'SELECT 1', parameters: [] }] });
    const [experiment] = compareRuns(saved({}, {}, smaller), after).experiments;
    expect(experiment?.variants[1]?.exact).toEqual([
      {
        metric: 'statements',
        where: '',
        before: 'SELECT * FROM orders WHERE customer = $1',
        after: 'SELECT 1',
      },
      { metric: 'index bytes', where: 'orders_customer', before: 2_200_000, after: 9_000_000 },
    ]);
  });

  test('over other data, rows and sizes say nothing, and plans still do', () => {
    const other = { dataset: aDataset({ hash: 'other' }) };
    const changed = compareRuns(
      saved(cell({ plans: scan }), {}, smaller),
      saved(cell({ plans: byIndex }), other, larger),
    );
    expect(changed.experiments[0]?.variants[1]?.exact).toEqual([]);
    expect(changed.experiments[0]?.variants[1]?.classes[0]?.exact).toMatchObject([{ metric: 'plan' }]);
  });
});

describe('the circumstances', () => {
  test.each<readonly [string, Partial<Run>, readonly string[]]>([
    ['the same', {}, []],
    ['other data', { dataset: aDataset({ hash: 'other' }) }, ['data']],
    ['another server', { server: { ...server, version: '16.4' } }, ['server']],
    ['other settings', { server: { ...server, settings: { work_mem: '64MB' } } }, ['settings']],
    ['another machine', { environment: { ...environment, cpu: 'Another CPU' } }, ['machine']],
    ['another program', { environment: { ...environment, version: '0.2.0' } }, ['program']],
    ['a quick run', { request: { ...request, quick: true } }, ['run']],
  ])('%s', (_, different, about) => {
    const { warnings } = compareRuns(saved({}), saved({}, different));
    expect(warnings.map((warning) => warning.about)).toEqual(about);
  });

  test('what only one run has is named', () => {
    const orders = anExperiment();
    const more = anExperiment({ variants: [...orders.variants, aVariant({ id: 'both' })] });
    const other = anExperiment({ id: 'orders/count', classes: [] });
    const { onlyBefore, onlyAfter } = compareRuns(
      aRun({ experiments: [orders] }),
      aRun({ experiments: [more, other] }),
    );
    expect(onlyBefore).toEqual([]);
    expect(onlyAfter).toEqual([
      'orders/list · both',
      'orders/count',
      'orders/count · before',
      'orders/count · after',
    ]);
  });
});

const loaded = (...loads: LoadRecord[]) => aRun({ dataset, loads });
/** How a side did. */
const changesOf = (before: Run, after: Run, side = 'after') =>
  compareRuns(before, after).loads.find((change) => change.side === side)?.metrics ?? [];

describe('loads of two runs', () => {
  const taken = (factor: number) => loaded(aLoad({ rounds: pairsOf(8, factor) }));

  test.each([
    ['half as many, each twice as long', 0.5, ['worse', 'worse', 'worse']],
    ['twice as many, each half as long', 0.125, ['better', 'better', 'better']],
    ['8 % is less than what a stored run can show', 0.27, ['same', 'same', 'same']],
  ])('%s', (_, after, verdicts) => {
    const metrics = changesOf(taken(0.25), taken(after));
    expect(metrics.map(({ metric }) => metric)).toEqual(['requests/s', 'p50', 'p95']);
    expect(metrics.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(metrics[0]?.sentence).toMatch(
      /times as much over 8 rounds before and 8 after, taken at different times$/,
    );
    expect(changesOf(taken(0.25), taken(after), 'before').map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 3 }, () => 'same'),
    );
  });

  const { scenario } = aLoad();
  const busy = { kind: 'saturation', connections: 8 } as const;
  const timedOut = pairsOf(8, 0.25).map((round, i) =>
    i % 4 === 0 ? aRound(round.pair, round.side, 0.02, { timeouts: 9 }) : round,
  );
  const few = pairsOf(8, 0.25).map(({ pair, side }) => aRound(pair, side, 0.02, { answered: 60 }));
  test.each<[what: string, after: Run, side: string, invalid: readonly string[], sentence: RegExp]>([
    [
      'other data',
      { ...taken(0.5), dataset: aDataset({ hash: 'other' }) },
      'after',
      ['requests/s', 'p50', 'p95'],
      /the data are not the same/,
    ],
    [
      'another load of the same name',
      loaded(aLoad({ scenario: { ...scenario, pacing: busy } })),
      'after',
      ['requests/s', 'p50', 'p95'],
      /the load is another/,
    ],
    [
      'rounds that are not valid',
      loaded(aLoad({ rounds: timedOut })),
      'before',
      ['requests/s', 'p50', 'p95'],
      /after, .* of the requests timed out/,
    ],
    [
      'too few answers for a tail',
      loaded(aLoad({ rounds: few })),
      'after',
      ['p95'],
      /after, 60 answers in a round are too few: a p95 needs 72/,
    ],
    [
      'no round',
      loaded(aLoad({ rounds: [] })),
      'after',
      ['requests/s', 'p50', 'p95'],
      /no round was measured after/,
    ],
  ])('%s: not compared', (_, after, side, invalid, sentence) => {
    const metrics = changesOf(taken(0.25), after, side).filter(({ verdict }) => verdict === 'invalid');
    expect(metrics.map(({ metric }) => metric)).toEqual(invalid);
    for (const metric of metrics) expect(metric.sentence).toMatch(sentence);
  });

  test('what only one run has is named', () => {
    const [one] = aLoad().sides;
    if (one === undefined) throw new Error('a load has sides');
    const alone = loaded(aLoad({ sides: [one] }));
    const both = loaded(aLoad(), aLoad({ driver: 'k6' }));
    const { onlyBefore, onlyAfter, loads } = compareRuns(alone, both);
    expect(onlyBefore).toEqual([]);
    expect(onlyAfter).toEqual([
      'window-shopping (autocannon) · after',
      'window-shopping (k6)',
      'window-shopping (k6) · before',
      'window-shopping (k6) · after',
    ]);
    expect(loads.map(({ side }) => side)).toEqual(['before']);
  });

  test('the headline counts them, and says nothing of plans where no query was measured', () => {
    expect(compareRuns(taken(0.25), taken(0.5)).headline).toBe(
      'Of 6 figures under load, 3 worse and 0 better, at different times and so for the trend only.',
    );
  });
});

describe('the headline', () => {
  test.each([
    [
      'a change',
      saved(taking(0.02)),
      'Of 2 timings, 1 slower and 0 faster, at different times and so for the trend only; no plan changed.',
    ],
    ['no times', saved({}), 'No times could be compared; no plan changed.'],
    [
      'a plan',
      saved({ cells: { after: aCell({ plans: { custom: [aPlan('custom')], generic: [] } }) } }),
      'No times could be compared; plans changed in 1 place.',
    ],
  ])('%s', (_, after, headline) => {
    expect(compareRuns(saved(taking(0.01)), after).headline).toBe(headline);
  });
});
