import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeCapacity } from '../../src/compare/capacity.ts';
import { cutOffOf } from '../../src/compare/cut-off.ts';
import { loadClaimRules } from '../../src/compare/load-claim.ts';
import { judge } from '../../src/compare/judge.ts';
import type { LoadComparison, LoadMetric } from '../../src/compare/load-judgement.ts';
import type { LoadRound, PacingRecord } from '../../src/record/load-round.ts';
import type { CapacitiesRecord, CapacityRecord, LoadClaimRecord, LoadRecord } from '../../src/record/load.ts';
import type { Run } from '../../src/record/run.ts';
import { outOfTime } from '../../src/record/search-end.ts';
import { aCapacity, aLoad, aRound, capacitiesOf, noCapacity, pairsOf } from '../support/load.ts';
import { aRun } from '../support/record.ts';

function judged(...loads: LoadRecord[]) {
  return judge(aRun({ loads })).loads;
}

function comparison(load: LoadRecord, metric: LoadMetric): LoadComparison {
  const found = judged(load)[0]?.comparisons.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`nothing is said of ${metric}`);
  return found;
}

describe('what rounds of load come to', () => {
  test.each([
    ['four times faster', 8, 0.25, 'p95', 'better'],
    ['twenty per cent slower', 8, 1.2, 'p95', 'worse'],
    ['alike', 8, 1, 'p95', 'same'],
    ['seven per cent slower, which another process might be too', 8, 1.07, 'p95', 'same'],
    ['five pairs, however clear', 5, 0.25, 'p95', 'unclear'],
    ['four times as many requests', 8, 0.25, 'requests/s', 'better'],
    ['fewer requests', 8, 1.5, 'requests/s', 'worse'],
    ['less work for the database', 8, 0.25, 'database CPU per request', 'better'],
    ['nothing fails on either side', 8, 0.25, 'errors', 'same'],
  ] as const)('%s', (_, pairs, factor, metric, verdict) => {
    expect(comparison(aLoad({ rounds: pairsOf(pairs, factor) }), metric).verdict).toBe(verdict);
  });

  test('the change is that of the pairs, with an interval around it', () => {
    const { change, baseline, side } = comparison(aLoad({ rounds: pairsOf(8, 0.25) }), 'p50');
    expect(change.estimate).toBeCloseTo(0.25, 1);
    expect(change.low).toBeLessThan(change.estimate);
    expect(change.high).toBeGreaterThan(change.estimate);
    expect(side.estimate / baseline.estimate).toBeCloseTo(0.25, 1);
  });

  test('routes and exact costs are beside the whole', () => {
    const [one] = judged(aLoad());
    expect(one?.statements).toEqual({ baseline: 3, side: 1 });
    expect(one?.routes[0]).toMatchObject({
      name: 'list',
      costs: { baseline: { statements: 3, blocks: 1200 }, side: { statements: 1, blocks: 12 } },
    });
    expect(one?.routes[0]?.comparisons.map(({ verdict }) => verdict)).toEqual(['better', 'better']);
  });
});

describe('rounds that are invalid', () => {
  const collapsing = [0, 1, 2, 3, 4, 5].flatMap((pair) => [
    aRound(pair, 'before', 0.5, { answered: 100, timeouts: 300 }),
    aRound(pair, 'after', 0.02),
  ]);

  test('give no verdict on times, and say why and what to change', () => {
    const [one] = judged(aLoad({ rounds: collapsing }));
    expect(one?.invalid).toEqual({
      sentence: 'before: 75.0 % of the requests timed out, and 0.0 % may',
      remedy: 'lower the load',
    });
    const verdicts = Object.fromEntries(
      one?.comparisons.map(({ metric, verdict }) => [metric, verdict]) ?? [],
    );
    expect(verdicts).toMatchObject({
      p50: 'invalid',
      p95: 'invalid',
      'requests/s': 'invalid',
      errors: 'better',
      // Less work may be done because less was asked for.
      'database CPU per request': 'invalid',
    });
  });

  test('are left out where they are one in ten, and no more', () => {
    const rounds = pairsOf(10, 0.25);
    const spoilt = (count: number) =>
      rounds.map((round) =>
        round.pair < count ? { ...aRound(round.pair, round.side, 0.02, { timeouts: 50 }) } : round,
      );
    expect(comparison(aLoad({ rounds: spoilt(1) }), 'p95')).toMatchObject({ verdict: 'better', pairs: 9 });
    expect(comparison(aLoad({ rounds: spoilt(2) }), 'p95').verdict).toBe('invalid');
  });

  test('those that timed out took longer than all others', () => {
    const rounds = [aRound(0, 'before', 0.02, { answered: 93, timeouts: 7 }), aRound(0, 'after', 0.02)];
    const load = aLoad({ rounds });
    expect(comparison(load, 'p95').baseline.estimate).toBe(Infinity);
    // The median of all is a little above the median of those that were answered.
    expect(comparison(load, 'p50').baseline.estimate).toBeCloseTo(0.0216, 4);
  });

  test('too few answers weaken the tail alone', () => {
    const rounds = pairsOf(8, 0.25).map((round) => ({
      ...round,
      round: { ...round.round, total: { ...round.round.total, answered: 71 } },
    }));
    const load = aLoad({ rounds });
    expect(comparison(load, 'p50').verdict).toBe('better');
    expect(comparison(load, 'p95')).toMatchObject({
      verdict: 'invalid',
      sentence: '71 answers in a round are too few: a p95 needs 72 to have an upper bound',
    });
  });

  test('none at all is no verdict either', () => {
    const [one] = judged(aLoad({ rounds: [] }));
    expect(one?.invalid?.sentence).toBe('no round was measured on both sides');
    expect(one?.comparisons.every(({ verdict }) => verdict !== 'better' && verdict !== 'same')).toBe(true);
  });
});

describe('a promise about load', () => {
  const { scenario } = aLoad();
  const claiming = (
    metric: LoadClaimRecord['metric'],
    before: number,
    after: number,
    factor = 0.25,
    pairs = 8,
  ) =>
    comparison(
      aLoad({
        scenario: { ...scenario, claims: [{ metric, before, after }] },
        rounds: pairsOf(pairs, factor),
      }),
      metric,
    ).claim?.verdict;

  test.each([
    ['kept', claiming('p95', 0.8, 0.3), 'confirmed'],
    ['kept in part', claiming('p95', 0.8, 0.1), 'partly'],
    ['kept, where more is better', claiming('requests/s', 100, 300), 'confirmed'],
    ['kept in part, where more is better', claiming('requests/s', 500, 2500), 'partly'],
    ['not kept', claiming('p95', 0.8, 0.1, 1), 'refuted'],
    ['not to be told', claiming('p95', 0.8, 0.1, 0.25, 5), 'unproven'],
    ['of fewer errors, where there were none', claiming('errors', 0.02, 0.001), 'refuted'],
  ])('%s', (_, verdict, expected) => {
    expect(verdict).toBe(expected);
  });
});

/** Six pairs of rounds of two seconds, with so many answers of each side. */
function answering(before: number, after: number): LoadRound[] {
  return [0, 1, 2, 3, 4, 5].flatMap((pair) => [
    aRound(pair, 'before', 0.02, { answered: before }),
    aRound(pair, 'after', 0.02, { answered: after }),
  ]);
}

describe('a promise about people who think', () => {
  const { scenario } = aLoad();
  const crowd: Extract<PacingRecord, { kind: 'users' }> = { kind: 'users', users: 1000, think: [1, 3] };
  const promising = (
    pacing: PacingRecord,
    [before, after]: readonly [number, number],
    rounds = answering(400, 990),
  ) => {
    const claims = [{ metric: 'requests/s' as const, before, after }];
    const { claim, limit } = comparison(
      aLoad({ scenario: { ...scenario, pacing, claims }, rounds }),
      'requests/s',
    );
    return { verdict: claim?.verdict, sentence: claim?.sentence, limit };
  };
  const cannot =
    '1,000 users who think for 2 s on average cannot send more than 500 requests per second, however fast the API is';

  test('is impossible beyond what they can send, whatever was measured', () => {
    expect(promising(crowd, [500, 2500])).toMatchObject({ verdict: 'impossible', sentence: cannot });
    const collapsed = [
      aRound(0, 'before', 0.5, { answered: 0, timeouts: 300 }),
      aRound(0, 'after', 0.5, { answered: 10, timeouts: 300 }),
    ];
    expect(promising(crowd, [500, 2500], collapsed)).toMatchObject({
      verdict: 'impossible',
      sentence: cannot,
    });
  });

  test.each<[string, PacingRecord, readonly [number, number], string]>([
    ['at what they can send', crowd, [300, 500], 'confirmed'],
    ['a little beyond it', crowd, [300, 501], 'impossible'],
    ['of people who do not think', { ...crowd, think: [0, 0] }, [500, 2500], 'partly'],
    ['of a rate, however long the answers take', { kind: 'rate', rate: 400 }, [500, 2500], 'partly'],
    [
      'of connections, as fast as answers come',
      { kind: 'saturation', connections: 4 },
      [500, 2500],
      'partly',
    ],
  ])('%s: by the first rule that applies', (_, pacing, promised, verdict) => {
    expect(promising(pacing, promised, answering(400, 1000)).verdict).toBe(verdict);
  });

  test('says where their thinking, and not the API, limits what was measured', () => {
    expect(promising(crowd, [100, 200]).limit).toBe(
      "the users' think time, not the API, limits what after answers: they cannot send more than 500 requests per second",
    );
    expect(promising(crowd, [100, 200], answering(100, 400)).limit).toBeNull();
  });

  test('the rules that docs/load.md prints are those that are applied, in their order', async () => {
    const docs = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'load.md'), 'utf8');
    const rows = Object.values(loadClaimRules).map(({ verdict, when }) => `| \`${verdict}\` | ${when} |`);
    expect(docs).toContain(`|---|---|\n${rows.join('\n')}\n\n`);
  });

  test('is not refuted by an API that answers everything on both sides', () => {
    const { verdict, sentence, limit } = promising(crowd, [200, 400], answering(980, 990));
    expect(verdict).toBe('unproven');
    expect(sentence).toBe(limit);
    expect(limit).toContain('limits what before and after answer:');
    expect(promising(crowd, [200, 400], answering(400, 400)).verdict).toBe('refuted');
  });
});

describe('two drivers', () => {
  test('that agree say nothing, and that disagree say about what', () => {
    const [alike] = judged(aLoad(), aLoad({ driver: 'k6' }));
    expect(alike?.disagreements).toEqual([]);
    const [other] = judged(aLoad(), aLoad({ driver: 'k6', rounds: pairsOf(8, 0.5) }));
    expect(other?.disagreements).toEqual([
      'autocannon and k6 disagree about requests/s, p50 and p95 of after',
    ]);
  });
});

describe('capacity', () => {
  test.each([
    ['ten times as much', [20, 22], [200, 220], 'better', [9.1, 11]],
    ['as much', [100, 104], [101, 105], 'same', [0.97, 1.05]],
    ['less', [100, 110], [40, 44], 'worse', [0.36, 0.44]],
    ['brackets that are too wide', [20, 40], [30, 60], 'unclear', [0.75, 3]],
    ['a baseline that carries nothing', [null, 1], [40, 44], 'better', [40, Infinity]],
  ] as const)('%s', (_, before, after, verdict, [low, high]) => {
    const record = capacitiesOf(
      aCapacity('before', before[0], before[1]),
      aCapacity('after', after[0], after[1]),
    );
    const [found] = judgedSearches(record);
    expect(found?.verdict).toBe(verdict);
    expect(found?.ratio.low).toBeCloseTo(low, 1);
    // As a share, since it may be infinite.
    expect(1 / (found?.ratio.high ?? 0)).toBeCloseTo(1 / high, 1);
  });

  test.each([
    [
      'the baseline',
      noCapacity('before', 'the API went away', 'see what it said'),
      aCapacity('after', 40, 44),
    ],
    [
      'the other side',
      aCapacity('before', 40, 44),
      noCapacity('after', 'the API went away', 'see what it said'),
    ],
  ])('of %s is not known: nothing is judged, and it is said why and what to do', (_, before, after) => {
    const record = capacitiesOf(before, after);
    const [found] = judgedSearches(record);
    expect(found).toMatchObject({ verdict: 'invalid', remedy: 'see what it said' });
    const without = before.ended === null ? 'after' : 'before';
    expect(found?.sentence).toContain(`(${without}: the API went away)`);
    expect(judge(aRun({ capacities: [record] })).headline).toBe(
      `Under window-shopping it could not be found what ${without} carries.`,
    );
  });

  test('stands in the headline', () => {
    const capacities = [capacitiesOf(aCapacity('before', 20, 22), aCapacity('after', 200, 220))];
    expect(judge(aRun({ capacities })).headline).toBe(
      'Under window-shopping, after carries 9.1 to 11 times the requests per second of before until p95 passes 500 ms.',
    );
  });

  test('stands in the headline with what the sides are, where that is known', () => {
    const capacities = [capacitiesOf(aCapacity('before', 20, 22), aCapacity('after', 200, 220))];
    expect(judge(aRun({ loads: [aLoad()], capacities })).headline).toMatch(
      /after \(with the index\) carries 9\.1 to 11 times the requests per second of before \(as it is\) until p95/,
    );
  });

  test.each([
    [
      'both',
      [cutOff('before', 12.2, 17.3), cutOff('after', 290, 580)],
      'carries 17 to 48 times the requests per second of before until p95 passes 500 ms.',
    ],
    [
      'one',
      [aCapacity('before', 12.2, 12.5), cutOff('after', 290, 580)],
      'carries 23 to 48 times the requests per second of before until p95 passes 500 ms.',
    ],
    [
      'one that never broke',
      [aCapacity('before', 12.2, 12.5), cutOff('after', 290, null)],
      'carries at least 23 times the requests per second of before until p95 passes 500 ms.',
    ],
  ] as const)('says in the headline what is known where a search had no time left: %s', (_, sides, words) => {
    const { headline } = judge(aRun({ capacities: [capacitiesOf(...sides)] }));
    expect(headline).toBe(`Under window-shopping, after ${words}`);
  });

  test.each([
    [72, 'better', 'none'],
    [71, 'unclear', 'more time'],
  ] as const)('of %i requests at each rate is %s', (requests, verdict, remedy) => {
    const record = capacitiesOf(
      measuredWith(requests, aCapacity('before', 20, 21)),
      measuredWith(72, aCapacity('after', 200, 210)),
    );
    const [found] = judgedSearches(record);
    expect(found?.verdict).toBe(verdict);
    expect(found?.remedy ?? 'none').toContain(remedy);
    const { headline } = judge(aRun({ loads: [], capacities: [record] }));
    expect(headline.includes('times')).toBe(verdict === 'better');
  });

  test('names a search that would narrow a bracket, which takes longer the wider it is', () => {
    // Three attempts took 20 s; a factor of 2 is halved four times to come to 5 %.
    expect(seconds(290, 580)).toBe(80);
    expect(seconds(290, 340)).toBeLessThan(80);
    expect(seconds(290, null)).toBeGreaterThan(20);
    expect(
      judgedSearches(capacitiesOf(aCapacity('before', 20, 21), aCapacity('after', 40, 42)))[0]?.cutOff,
    ).toBe(null);
  });
});

/** Eight pairs in which PostgreSQL, the API and the generator (0.2) use so many cores. */
function using(database: number, api: number): LoadRecord['rounds'] {
  return pairsOf(8, 0.25).map((round) => ({
    ...round,
    server: { ...round.server, databaseCpu: database, apiCpu: api },
  }));
}

describe('what limits the throughput', () => {
  test.each([
    [
      'the machine, where all its cores are busy',
      1.6,
      0.2,
      /^the machine limits before, .* 2 cores 2\.00 were busy/,
    ],
    ['the API, where its one thread has no more', 0.4, 0.87, /^the API limits before, .* the API 0\.87/],
    [
      'nothing that is seen, where there is room',
      0.5,
      0.3,
      /^nothing was used up on before, of whose 2 cores 1\.00 were busy: PostgreSQL 0\.50, the API 0\.30, autocannon 0\.20$/,
    ],
    [
      'nothing, though more was the API than its database',
      0.31,
      0.74,
      /; the API, .* used more than its database$/,
    ],
  ])('%s', (_, database, api, expected) => {
    const [first] = judged(aLoad({ rounds: using(database, api) }))[0]?.bottlenecks ?? [];
    expect(first).toMatch(expected);
  });

  test('a gain is a floor, where it is the API that limits the better side', () => {
    const [before, after] = judged(aLoad({ rounds: using(0.4, 0.87) }))[0]?.bottlenecks ?? [];
    expect(before).not.toContain('floor');
    expect(after).toContain('a gain is a floor');
  });

  test('is not asked where people think', () => {
    const { scenario } = aLoad();
    const load = aLoad({ scenario: crowded(scenario), rounds: using(0.4, 0.87) });
    expect(judged(load)[0]?.bottlenecks).toEqual([]);
  });
});

test.each([
  ['as fast as answers come', aLoad().scenario, ['database CPU per request']],
  ['by users', crowded(aLoad().scenario), ['database CPU']],
  [
    'as fast as answers come, where a share of the cores is promised',
    { ...aLoad().scenario, claims: [{ metric: 'database CPU' as const, before: 0.8, after: 0.4 }] },
    ['database CPU', 'database CPU per request'],
  ],
])('the CPU that is compared %s', (_, scenario, expected) => {
  const [one] = judged(aLoad({ scenario }));
  const metrics = one?.comparisons.map(({ metric }) => metric) ?? [];
  expect(metrics.filter((metric) => metric.startsWith('database CPU'))).toEqual(expected);
});

function judgedSearches(record: CapacitiesRecord) {
  return judgeCapacity({ ...record, cutOff: cutOffOf(record) });
}

/** A search whose rates were each measured with so many requests. */
function measuredWith(requests: number, search: CapacityRecord): CapacityRecord {
  return { ...search, points: search.points.map((point) => ({ ...point, requests })) };
}

/** What is said to be needed where the search for one side was cut off. */
function seconds(holds: number, breaks: number | null): number {
  const record = capacitiesOf(aCapacity('before', 20, 21), cutOff('after', holds, breaks));
  const { sides, command } = judgedSearches(record)[0]?.cutOff ?? { sides: [], command: '' };
  expect(sides).toEqual(['after']);
  return Number(/^bench capacity window-shopping --duration (\d+)$/.exec(command)?.[1]);
}

/** A search that ended with its time. */
function cutOff(side: string, holds: number, breaks: number | null): CapacityRecord {
  return { ...aCapacity(side, holds, breaks), ended: outOfTime(20) };
}

describe('promises about load in the headline', () => {
  const { scenario } = aLoad();
  const claims = [
    { metric: 'requests/s' as const, before: 500, after: 2500 },
    { metric: 'p95' as const, before: 0.8, after: 0.3 },
    { metric: 'p99' as const, before: 0.8, after: 0.01 },
    { metric: 'errors' as const, before: 0.02, after: 0.001 },
  ];
  const promising = (these: typeof claims, more: Partial<LoadRecord> = {}) =>
    aLoad({ scenario: { ...scenario, claims: these }, ...more });

  test.each([
    [
      'kept, kept in part and not',
      [promising(claims)],
      'Of 4 promises about load 1 is kept, 2 are kept in part and 1 is refuted; ',
    ],
    [
      'that cannot be kept or told, counted once for two drivers',
      (['autocannon', 'k6'] as const).map((driver) =>
        aLoad({ driver, rounds: [], scenario: { ...crowded(scenario), claims: claims.slice(0, 2) } }),
      ),
      'Of 2 promises about load 1 is impossible and 1 could not be settled; ',
    ],
    [
      'which one of two drivers could not settle',
      [promising(claims.slice(1, 3)), promising(claims.slice(1, 3), { driver: 'k6', rounds: [] })],
      'Of 2 promises about load 2 could not be settled; ',
    ],
    ['of which there is one', [promising(claims.slice(1, 2))], 'The only promise about load is kept; '],
    ['of which there is none', [aLoad()], 'Under window-shopping (autocannon) '],
  ])('%s', (_, loads, words) => {
    expect(judge(aRun({ loads })).headline.slice(0, words.length)).toBe(words);
  });
});

function crowded(scenario: LoadRecord['scenario']): LoadRecord['scenario'] {
  return { ...scenario, pacing: { kind: 'users', users: 1000, think: [1, 3] } };
}

function warnings(different: Partial<Run>) {
  return judge(aRun(different)).warnings;
}

describe('what weakens a result', () => {
  const { environment } = aRun();

  test('is nothing where everything is as it should be', () => {
    const capacities = [capacitiesOf(aCapacity('before', 20, 21), aCapacity('after', 200, 210))];
    const loads = [aLoad()];
    expect(warnings({ loads, capacities, environment: { ...environment, load: 3, busy: 0.4 } })).toEqual([]);
  });

  test('is what the run warned of, first, and what its record shows', () => {
    const own = { about: 'orders', sentence: 'A checkpoint fell into 2 rounds', remedy: 'Run again' };
    const found = warnings({
      warnings: [own],
      environment: { ...environment, load: 2.281, busy: 0.91 },
      loads: [aLoad({ rounds: [] })],
      capacities: [capacitiesOf(cutOff('before', 12.2, 17.3), cutOff('after', 290, null))],
    });
    expect(found[0]).toEqual(own);
    expect(found.map(({ about, sentence }) => `${about}: ${sentence}`).slice(1)).toEqual([
      'machine: Others kept 0.9 of its 2 cores busy just before the run: what they did may be in the times',
      'window-shopping (autocannon): Its rounds are invalid, so that nothing is told from their times (no round was measured on both sides)',
      'capacity of window-shopping: The search was cut off by its time, so that what is carried is known of before to within a factor of 1.42 and after at one end only',
    ]);
  });

  test('is a search for the capacity that an invalid attempt ended', () => {
    const side = { ...aCapacity('before', 20, 40), ended: 'the API went away', remedy: 'see what it said' };
    expect(warnings({ capacities: [capacitiesOf(side)] })).toEqual([
      {
        about: 'capacity of window-shopping',
        sentence: 'The search for before ended early: the API went away',
        remedy: 'See what it said',
      },
    ]);
  });
});
