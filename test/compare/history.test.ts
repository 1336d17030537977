import { describe, expect, test } from 'vitest';
import { comparableRuns, mostTelling, selectTrends } from '../../src/compare/history-select.ts';
import { trendsOf } from '../../src/compare/history-trends.ts';
import { historyEntryOf } from '../../src/compare/history.ts';
import { historyEntry, type HistorySubject } from '../../src/record/history.ts';
import {
  aQuery as aGatedQuery,
  aGateRun,
  aRoute,
  changed,
  someBlocks,
  someFacts,
  without,
} from '../support/gate.ts';
import { anEntry, aQuery, daily, exactly } from '../support/history.ts';
import { aLoad, aRound, pairsOf } from '../support/load.ts';
import { normal } from '../support/random.ts';
import {
  aCell,
  aClass,
  aDataset,
  anExperiment,
  aPlan,
  aRun,
  aVariant,
  steadyRounds,
} from '../support/record.ts';

describe('a run in one line', () => {
  const counted = aPlan('custom');
  const buffers = {
    hit: 90,
    read: 10,
    dirtied: 0,
    written: 0,
    temporaryRead: 0,
    temporaryWritten: 0,
    self: 100,
  };
  const plan = { ...counted, root: { ...counted.root, buffers } };
  const timed = aClass({
    cells: {
      before: aCell({ plans: { custom: [plan, { ...plan, executions: 3 }], generic: [] } }),
      after: aCell(),
    },
    rounds: steadyRounds(8, { before: 0.02, after: 0.005 }),
  });

  test('says when, what and where', () => {
    const run = aRun({ dataset: aDataset(), experiments: [anExperiment({ classes: [timed] })] });
    expect(historyEntryOf(run)).toMatchObject({
      run: run.id,
      at: run.startedAt,
      commit: 'abc1234',
      dirty: false,
      machine: { cpu: 'A CPU', cores: 2 },
      suite: 'shop',
      server: '15.18',
      data: { scale: 'tiny', hash: aDataset().hash },
    });
  });

  test('has the typical time and the counts of each variant in each class, and fits its schema', () => {
    const entry = historyEntryOf(aRun({ experiments: [anExperiment({ classes: [timed] })] }));
    expect(entry.subjects.map(({ kind, name }) => `${kind}:${name}`)).toEqual([
      'query:orders/list:before:typical',
      'query:orders/list:after:typical',
    ]);
    const [before, after] = entry.subjects;
    expect(before?.counts).toEqual({ statements: 4, rows: 80, buffers: 400 });
    expect(after?.counts).toEqual({});
    expect(before?.times.p50?.estimate).toBeCloseTo(0.02, 4);
    expect(before?.times.p50?.low).toBeLessThan(0.02001);
    expect(after?.times.p50?.estimate).toBeCloseTo(0.005, 4);
    expect(historyEntry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
  });

  test('leaves out what is not known: buffers without a count, ends without a bound, variants that do not run', () => {
    const few = aClass({
      cells: { before: aCell({ plans: { custom: [aPlan('custom')], generic: [] } }) },
      rounds: steadyRounds(3, { before: 0.02 }),
    });
    const broken = aVariant({
      id: 'after',
      arrangement: { outcome: 'failed', failure: { code: '42703', message: 'no column', statement: null } },
    });
    const experiment = anExperiment({ variants: [aVariant({ id: 'before' }), broken], classes: [few] });
    const { subjects } = historyEntryOf(aRun({ experiments: [experiment] }));
    expect(subjects).toEqual([
      {
        kind: 'query',
        name: 'orders/list:before:typical',
        times: { p50: { estimate: expect.closeTo(0.02, 4), low: null, high: null } },
        counts: { statements: 1, rows: 20 },
      },
    ]);
  });

  test('has the latencies of each side under load, of the mix and of each route, and what a request costs', () => {
    const { subjects } = historyEntryOf(aRun({ loads: [aLoad()] }));
    expect(subjects.map(({ name }) => name)).toEqual([
      'window-shopping:before:autocannon',
      'window-shopping/list:before:autocannon',
      'window-shopping:after:autocannon',
      'window-shopping/list:after:autocannon',
    ]);
    const route = subjects[3];
    expect(route?.times.p50?.estimate).toBeCloseTo(0.005, 3);
    expect(route?.times.p95?.estimate).toBeCloseTo(0.0095, 3);
    expect(route?.counts).toEqual({ statements: 1, rows: 20, buffers: 12, walBytes: 0 });
  });

  test('has no latency of a side whose rounds are invalid, and that of the other side all the same', () => {
    const rounds = pairsOf(8, 0.25).map((round) =>
      round.side === 'before' ? aRound(round.pair, 'before', 0.5, { timeouts: 300, answered: 90 }) : round,
    );
    const { subjects } = historyEntryOf(aRun({ loads: [aLoad({ rounds })] }));
    const of = (name: string) => subjects.find((subject) => subject.name === name);
    expect(of('window-shopping:before:autocannon')).toBeUndefined();
    expect(of('window-shopping/list:before:autocannon')?.times).toEqual({});
    expect(of('window-shopping:after:autocannon')?.times.p50?.estimate).toBeCloseTo(0.005, 3);
  });

  test('of a gate has its head: commit, latencies, and what is counted exactly', () => {
    const entry = historyEntryOf(
      aGateRun({
        head: { from: 'the working tree', commit: 'def5678', dirty: true },
        subjects: [
          aRoute({
            blocks: someBlocks({ factor: 1.5 }),
            base: someFacts({ statements: 1 }),
            head: someFacts({ statements: 2, walBytes: 512 }),
          }),
          aGatedQuery(),
        ],
      }),
    );
    expect(entry).toMatchObject({ commit: 'def5678', dirty: true });
    const counts = { statements: 1, rows: 20, buffers: 27, walBytes: 0 };
    expect(entry.subjects).toEqual([
      {
        kind: 'query',
        name: 'orders/recent:rare',
        times: {},
        counts,
      },
      {
        kind: 'route',
        name: 'checkout/pay',
        times: {
          p50: expect.objectContaining({ estimate: expect.closeTo(0.015, 3) }),
          p95: expect.anything(),
        },
        counts: { ...counts, statements: 2, walBytes: 512 },
      },
    ]);
    expect(historyEntry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
  });

  test('of a gate leaves out what is not the head’s, cannot be read, or does not run', () => {
    const failing = changed(someBlocks(), 'head', (burst) => ({ ...burst, mishaps: { '5xx': 40 } }));
    const failure = { code: '42703', message: 'no column', statement: null };
    const { subjects } = historyEntryOf(
      aGateRun({
        subjects: [
          aRoute({ name: 'checkout/fails', blocks: failing }),
          aRoute({ name: 'checkout/gone', head: null, blocks: without('head', someBlocks()) }),
          aGatedQuery({ head: someFacts({ failure }) }),
        ],
      }),
    );
    expect(subjects.map(({ name, times }) => ({ name, times }))).toEqual([
      { name: 'checkout/fails', times: {} },
    ]);
  });

  test('has nothing of a run in which nothing was measured', () => {
    expect(historyEntryOf(aRun()).subjects).toEqual([]);
  });
});

/** One run a day of a query whose time and statements are those that are given. */
function runsOf(seconds: readonly number[], statements: (day: number) => number = () => 1) {
  return seconds.map((time, day): readonly HistorySubject[] => [
    aQuery({ times: { p50: exactly(time) }, counts: { statements: statements(day) } }),
  ]);
}

/** Thirty runs of a query that touches so many blocks. */
function buffersOf(buffers: (day: number) => number) {
  return Array.from({ length: 30 }, (_, day) => [aQuery({ times: {}, counts: { buffers: buffers(day) } })]);
}

/** Times with five per cent of noise, three times as long from some day on. */
function slowerFrom(day: number, count = 30): readonly number[] {
  const noise = normal(3);
  return Array.from({ length: count }, (_, i) => 0.02 * Math.exp(0.05 * noise()) * (i < day ? 1 : 3));
}

describe('trends', () => {
  test('have a series for each metric, in the order in which the newest run has them', () => {
    const gone = aQuery({ name: 'orders/gone:before:typical', counts: {} });
    const route: HistorySubject = {
      kind: 'route',
      name: 'peak/list:after:k6',
      times: { p95: exactly(1) },
      counts: {},
    };
    const trends = trendsOf(
      daily([
        [gone, aQuery()],
        [aQuery(), route],
      ]),
    );
    expect(trends.map(({ id, points }) => [id, points.length])).toEqual([
      ['query:orders/list:before:typical:p50', 2],
      ['query:orders/list:before:typical:statements', 2],
      ['query:orders/list:before:typical:rows', 2],
      ['query:orders/list:before:typical:buffers', 2],
      ['route:peak/list:after:k6:p95', 1],
      ['query:orders/gone:before:typical:p50', 1],
    ]);
  });

  test('mark where times settle on another level, with the medians of both', () => {
    const [times] = trendsOf(daily(runsOf(slowerFrom(18))));
    expect(times?.changes).toEqual([
      { at: 18, before: expect.closeTo(0.02, 3), after: expect.closeTo(0.06, 2), beside: [] },
    ]);
  });

  test('mark no change in times that only vary', () => {
    expect(trendsOf(daily(runsOf(slowerFrom(99))))[0]?.changes).toEqual([]);
  });

  test('count days without the query as no days', () => {
    const subjects = runsOf(slowerFrom(18)).map((own, day) => (day % 5 === 4 ? [] : own));
    const [times] = trendsOf(daily(subjects));
    expect(times?.points.length).toBe(24);
    expect(times?.changes.map(({ at }) => times.points[at]?.entry.at.slice(0, 10))).toEqual(['2026-01-19']);
  });

  test('mark another count at once, since it repeats exactly', () => {
    const seconds = [0.02, 0.02, 0.02, 0.02, 0.02];
    const trends = trendsOf(daily(runsOf(seconds, (day) => (day < 4 ? 2 : 3))));
    expect(trends[1]?.changes).toEqual([{ at: 4, before: 2, after: 3, beside: [] }]);
  });

  test('look at a count that is another each time as they look at times', () => {
    const [flapping] = trendsOf(daily(buffersOf((day) => 1000 + ((day * 7) % 11))));
    expect(flapping?.changes).toEqual([]);
    const [doubled] = trendsOf(daily(buffersOf((day) => (day < 15 ? 1000 : 2000) + ((day * 7) % 11))));
    expect(doubled?.changes.map(({ at }) => at)).toEqual([15]);
    const [fromNothing] = trendsOf(daily(buffersOf((day) => (day < 15 ? 0 : 50) + (day % 2))));
    expect(fromNothing?.changes.map(({ at }) => at)).toEqual([15]);
  });

  test('say what else changed at the same place', () => {
    const moved = daily(runsOf(slowerFrom(18)), (day) =>
      day < 18
        ? {}
        : { machine: { cpu: 'B CPU', cores: 1 }, server: '16.2', data: { scale: 'default', hash: 'other' } },
    );
    expect(trendsOf(moved)[0]?.changes[0]?.beside).toEqual([
      'the machine (A CPU with 2 cores → B CPU with 1 core)',
      'PostgreSQL (15.18 → 16.2)',
      'the data',
    ]);
  });
});

/** Of four queries, one that never changes, one that did on the sixth day, and two that did on the tenth. */
function changing(day: number): readonly HistorySubject[] {
  return [
    aQuery({ name: 'still', counts: {}, times: { p50: exactly(0.02) } }),
    aQuery({ name: 'early', times: {}, counts: { rows: 20, statements: day < 5 ? 1 : 9 } }),
    aQuery({ name: 'late', times: { p50: exactly(0.02) }, counts: { statements: day < 9 ? 1 : 2 } }),
    aQuery({ name: 'late and from nothing', times: {}, counts: { statements: day < 9 ? 0 : 1 } }),
  ];
}

describe('what is shown of a history', () => {
  test('are the last runs like the newest one, by time and not by line', () => {
    const runs = daily([[], [], [], [], []], (day) => ({
      suite: day === 1 ? 'other' : 'shop',
      data: { scale: day === 3 ? 'tiny' : 'default', hash: 'x' },
    }));
    const { entries, others } = comparableRuns(runs.toReversed(), 2);
    expect(entries.map(({ at }) => at.slice(8, 10))).toEqual(['03', '05']);
    expect(others).toBe(2);
  });

  const trends = trendsOf([
    anEntry({
      subjects: [
        aQuery({ counts: { rows: 1 } }),
        aQuery({ name: 'orders/search:gin:rare', counts: {} }),
        { kind: 'route', name: 'orders/list:after:k6', times: { p95: exactly(1) }, counts: {} },
      ],
    }),
  ]);
  const list = ['query:orders/list:before:typical:p50', 'query:orders/list:before:typical:rows'];
  const search = 'query:orders/search:gin:rare:p50';
  const route = 'route:orders/list:after:k6:p95';

  test.each([
    ['orders/search', [search]],
    ['orders/*', [...list, search, route]],
    ['route:*/list', [route]],
    ['query', [...list, search]],
    ['orders/list:before', list],
    ['*/*:rows', list.slice(1)],
    ['orders/search:gin,route:orders/{list,detail}', [search, route]],
    [undefined, [...list, search, route]],
  ])('--only %s', (only, expected) => {
    expect(selectTrends(trends, only).map(({ id }) => id)).toEqual(expected);
  });

  test.each(['orders/serch', '', 'orders/*,', 'orders/*,nothing'])(
    '--only "%s": a pattern that matches nothing is a problem',
    (only) => {
      expect(() => selectTrends(trends, only)).toThrow(/No series of the history matches/);
    },
  );

  test('begins with what changed last, and keeps the series of a query together', () => {
    const runs = daily(Array.from({ length: 12 }, (_, day) => changing(day)));
    expect(mostTelling(trendsOf(runs)).map(({ subject, metric }) => `${subject} ${metric}`)).toEqual([
      'late and from nothing statements',
      'late p50',
      'late statements',
      'early rows',
      'early statements',
      'still p50',
    ]);
  });
});
