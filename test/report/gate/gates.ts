import { answersAlike } from '../../support/record.ts';
import { aNode, aPlanOf, indexScan, sortedScan } from '../shop/plans.ts';
import {
  aCheck,
  aGate,
  aGateJudgement,
  anExactCheck,
  aSubject,
  facts,
  noStalls,
  recorded,
  spread,
  times,
  unexecuted,
  type Gated,
} from './fixtures.ts';

const newest = 'SELECT id, placed_at FROM orders WHERE status = $1 ORDER BY placed_at DESC LIMIT 20';
const audit = 'INSERT INTO audit (what, at) VALUES ($1, now())';

const pay = aSubject({
  name: 'checkout/pay',
  times: times(0.0061, 0.0127, { estimate: 1.19, low: 1.171, high: 1.209 }, 'worse'),
  throughput: { estimate: 0.861, low: 0.848, high: 0.874 },
  stalls: { ratio: 1.42, p: 0.0002, base: 1, head: 21, alarm: true, needed: null },
  differences: [
    { metric: 'statements', base: 4, head: 5 },
    { metric: 'walBytes', base: 512, head: 2240 },
  ],
  plans: [
    {
      statement: newest,
      sentence: 'Index Scan using orders_status on orders → Seq Scan on orders + Sort',
      base: 0,
      head: 0,
    },
    { statement: audit, sentence: 'a new statement: Insert on audit', base: null, head: 1 },
  ],
});

const recent = aSubject({
  kind: 'query',
  name: 'orders/recent:frequent',
  times: times(0.00021, 0.00028, { estimate: 657.1, low: 641, high: 668 }, 'worse'),
  stalls: noStalls,
  differences: [{ metric: 'buffers', base: 27, head: 38_112 }],
  plans: [
    {
      statement: newest,
      sentence: 'Index Scan using orders_status on orders → Seq Scan on orders + Sort; 27 → 38,112 buffers',
      base: 0,
      head: 0,
    },
  ],
});

const rare = aSubject({
  kind: 'query',
  name: 'orders/recent:rare',
  times: times(0.00018, 0.00024, { estimate: 1.031, low: 0.988, high: 1.074 }, 'unclear'),
  stalls: noStalls,
  answers: {
    satisfied: false,
    differing: 3,
    sets: 20,
    rows: { baseline: [0, 4], variant: [0, 5] },
    example: { parameters: { status: 'lost' }, onlyBaseline: null, onlyVariant: '{"id":7}' },
  },
});

const list = aSubject({
  times: times(0.0021, 0.0042, { estimate: 1.002, low: 0.988, high: 1.016 }, 'same'),
  throughput: { estimate: 0.999, low: 0.991, high: 1.006 },
  stalls: noStalls,
});

const kept = [
  aCheck(),
  aCheck({ metric: 'p50', base: 0.0021, head: 0.0021, change: spread(1, 0.011) }),
  aCheck({
    metric: 'throughput',
    base: 2001,
    head: 1999,
    change: spread(0.999, 0.008),
    allowed: 'at most 5 % fewer and at least 500/s',
  }),
  aCheck({ metric: 'errors', base: 0, head: 0, change: null, allowed: 'at most 0.1 %' }),
  anExactCheck(4, 4, { metric: 'statements', allowed: 'at most 4' }),
  aCheck({
    metric: 'plan',
    base: null,
    head: null,
    change: null,
    allowed: 'a plan with orders_status',
    sentence: 'as it was',
  }),
];

/** A pull request that lost an index, writes an audit row, and answers otherwise for some. */
export const failed: Gated = {
  run: aGate({
    subjects: [
      recorded(pay, {
        base: facts({ plans: [unexecuted(indexScan('orders_status'))] }),
        head: facts({
          statements: 5,
          walBytes: 2240,
          plans: [
            unexecuted(sortedScan),
            unexecuted(aPlanOf(aNode('Insert on audit'), { statement: audit })),
          ],
        }),
      }),
      recorded(recent, {
        base: facts({ statements: 1, plans: [indexScan('orders_status')] }),
        head: facts({ statements: 1, buffers: 38_112, plans: [sortedScan] }),
      }),
      recorded(rare, { answers: rare.answers }),
      recorded(list),
    ],
  }),
  gate: aGateJudgement({
    outcome: 'failed',
    headline:
      'Fails on checkout/pay: p95 19.0 % slower (17.1 … 20.9) over 8 blocks, allowed is at most 5 % more and at most 200 ms; 3 more checks are broken.',
    checks: [
      aCheck({
        subject: 'checkout/pay',
        base: 0.0127,
        head: 0.01511,
        change: { estimate: 1.19, low: 1.171, high: 1.209 },
        outcome: 'broken',
        sentence: '19.0 % slower (17.1 … 20.9) over 8 blocks',
      }),
      anExactCheck(4, 5, {
        subject: 'checkout/pay',
        metric: 'statements',
        allowed: 'no more than on the base',
        outcome: 'broken',
        sentence: '4 → 5 statements',
      }),
      aCheck({
        subject: 'checkout/pay',
        metric: 'plan',
        allowed: 'no sequential scan on orders',
        base: null,
        head: null,
        change: null,
        outcome: 'broken',
        sentence: 'Seq Scan on orders',
      }),
      anExactCheck(27, 38_112, {
        kind: 'query',
        subject: 'orders/recent:frequent',
        allowed: 'at most 100',
        outcome: 'broken',
      }),
      aCheck({
        kind: 'query',
        subject: 'orders/recent:rare',
        base: 0.00024,
        head: 0.0002474,
        change: { estimate: 1.031, low: 0.988, high: 1.074 },
        outcome: 'unclear',
        sentence:
          'cannot tell: the interval −1.0 … 7.1 % slower contains both no change and a change of 5 %; about 31 blocks would tell',
      }),
      ...kept,
      ...[1, 2, 3].flatMap((page) =>
        kept.map((check) => ({ ...check, subject: `catalog/page-${page}`, id: `${check.id}-${page}` })),
      ),
    ],
    subjects: [pay, recent, rare, list],
    noise: 1.014,
    warnings: ['The budget of orders/recent:rare is 5 %, and growth below 7.2 % could not have been found.'],
  }),
};

const waiver = {
  id: 'query:orders/recent:frequent:buffers',
  reason: 'the index comes with the release of the 14th',
  author: 'ana@shop.example',
  expires: '2026-02-28',
};

/** Nothing fails: what would have is waived, what nobody can tell is allowed to pass. */
export const passed: Gated = {
  run: aGate(
    {
      head: { from: 'the working tree', commit: 'def5678beef', dirty: true },
      waivers: [waiver],
      subjects: [
        recorded(recent, {
          base: facts({ plans: [indexScan('orders_status')] }),
          head: facts({ plans: [sortedScan] }),
        }),
        recorded(rare, { answers: answersAlike }),
        recorded(list),
      ],
    },
    {
      warnings: [
        {
          about: 'checkout/pay',
          sentence: 'A checkpoint fell into 2 blocks',
          remedy: 'Raise max_wal_size and run again.',
        },
      ],
    },
  ),
  gate: aGateJudgement({
    outcome: 'passed',
    headline: 'Passes: 6 checks kept, 1 waived, 1 unclear.',
    checks: [
      aCheck({
        kind: 'query',
        subject: 'orders/recent:rare',
        base: 0.00024,
        head: 0.0002474,
        change: { estimate: 1.031, low: 0.988, high: 1.074 },
        outcome: 'unclear',
        sentence:
          'cannot tell: the interval −1.0 … 7.1 % slower contains both no change and a change of 5 %; about 31 blocks would tell',
      }),
      anExactCheck(27, 38_112, {
        kind: 'query',
        subject: 'orders/recent:frequent',
        allowed: 'at most 100',
        outcome: 'waived',
        waiver,
      }),
      ...kept,
    ],
    subjects: [recent, { ...rare, answers: null }, list],
    noise: 1.014,
    warnings: [
      'The head has changes that are in no commit.',
      'The budget of orders/recent:rare is 5 %, and growth below 7.2 % could not have been found.',
      'The head has another migration than the base: 0007_audit.sql.',
      'catalog/search is new in the head, so nothing is held against it.',
    ],
  }),
};

const noisy =
  'the machine is too unstable: the base against itself is 12.0 % slower (7.1 … 16.9), which has to stay within 5 %; run again when it is quiet';

const unstable = aSubject({
  times: times(0.0021, 0.0042, { estimate: 1.081, low: 0.902, high: 1.297 }, 'invalid'),
  throughput: { estimate: 0.93, low: 0, high: Infinity },
  stalls: { ratio: Infinity, p: 1, base: 0, head: 0, alarm: false, needed: null },
  invalid: noisy,
});

/** A machine on which nothing can be measured, and a run that was cut short there. */
export const invalid: Gated = {
  run: aGate(
    {
      base: { from: 'http://localhost:3000', commit: null, dirty: false },
      head: { from: 'http://localhost:3001', commit: null, dirty: false },
      schedule: {
        looks: [24],
        alpha: 0.02,
        spending: 'obrien-fleming',
        unit: 'round',
        effect: 1.1,
        tolerance: 1.05,
        stalls: { alpha: 0.005, ratio: 1.1 },
        seconds: 120,
      },
      subjects: [recorded(unstable, { base: null, head: null, trouble: 'the head refused connections' })],
      complete: false,
    },
    { status: 'interrupted', reason: 'Interrupted.', finishedAt: null },
  ),
  gate: aGateJudgement({
    outcome: 'invalid',
    headline: `Invalid: catalog/list: p95 ${noisy}; 2 more checks are invalid.`,
    checks: [
      aCheck({ outcome: 'invalid', sentence: noisy, change: spread(1.081, 0.2) }),
      aCheck({ metric: 'p50', outcome: 'invalid', sentence: noisy, change: spread(1.081, 0.2) }),
      aCheck({
        metric: 'throughput',
        base: 2001,
        head: null,
        change: { estimate: 0.93, low: 0, high: Infinity },
        allowed: 'at most 5 % fewer and at least 500/s',
        outcome: 'invalid',
        sentence: noisy,
      }),
    ],
    subjects: [unstable],
    noise: 1.124,
    warnings: ['Two deployments were compared: what differs from process to process is not covered.'],
  }),
};

/** Nothing was timed, and every name and text does its worst. */
export const hostile: Gated = {
  run: aGate({
    mode: 'exact',
    onUnclear: 'fail',
    base: { from: 'a/|b_*`c`', commit: null, dirty: true },
    subjects: [],
  }),
  gate: aGateJudgement({
    outcome: 'failed',
    headline: 'Fails on <b>50 %</b> | of 注文 & `more`.',
    checks: [
      anExactCheck(0, 3, {
        kind: 'query',
        subject: '注文/検索'.repeat(20),
        metric: 'rows',
        allowed: 'at most | 0 %, and <nothing> else: '.repeat(5),
        outcome: 'broken',
        sentence: 'two\nlines, 100 %\r\nof: them ]]> \u0007',
      }),
      anExactCheck(3, 0, {
        kind: 'query',
        subject: 'a:b,c',
        metric: 'walBytes',
        outcome: 'unclear',
        sentence: 'cannot tell',
      }),
    ],
    subjects: [
      aSubject({
        kind: 'query',
        name: '注文/検索'.repeat(20),
        differences: [{ metric: 'rows', base: 0, head: 3 }],
        plans: [
          {
            statement: `SELECT '\`|<${'x'.repeat(200)}'\n  FROM "注文"`,
            sentence: 'gone | for <good>',
            base: 3,
            head: null,
          },
        ],
      }),
      ...Array.from({ length: 9 }, (_, i) =>
        aSubject({ name: `page/${i}`, differences: [{ metric: 'rows', base: 1, head: 2 }] }),
      ),
    ],
  }),
};
