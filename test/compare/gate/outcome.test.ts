import { describe, expect, test } from 'vitest';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import { idleWaivers, unmatchedWaivers } from '../../../src/compare/gate/waivers.ts';
import { judge } from '../../../src/compare/judge.ts';
import type { GateRecord, GateSubject, Waiver } from '../../../src/record/gate.ts';
import { run as runSchema } from '../../../src/record/run.ts';
import { aBudget, aGateRun, aQuery, aRoute, aSchedule, someBlocks, someFacts } from '../../support/gate.ts';
import { aPlan, aRun, answersAlike } from '../../support/record.ts';

const exact = aBudget({ buffers: { growth: 0.1 } }, { kind: 'query' });
const kept = aRoute({ name: 'shop/kept', blocks: someBlocks({ spread: 0.1 }) });
const slower = aRoute({ name: 'shop/slower', blocks: someBlocks({ factor: 1.3, spread: 0.1 }) });
const slowest = aRoute({ name: 'shop/slowest', blocks: someBlocks({ factor: 2, spread: 0.1 }) });
/** 1.05 times as long, where 1.05 is allowed. */
const open = aRoute({ name: 'shop/open', blocks: someBlocks({ factor: 1.05, spread: 0.1 }) });
/** Too little slower to be taken for stalls. */
const slightly = aRoute({
  name: 'shop/slightly',
  blocks: someBlocks({ factor: 1.08, spread: 0.05, mood: 0.002, restarts: 0.001 }),
});
const untimed = aRoute({ name: 'shop/untimed', blocks: [] });
const touching = aQuery({ head: someFacts({ buffers: 1240 }) });
const budgets = [aBudget({ p95: { growth: 0.05 } }), exact];

function judged(subjects: readonly GateSubject[], gate: Partial<GateRecord> = {}) {
  return judgeGate(aGateRun({ subjects: [...subjects], budgets, ...gate }));
}

describe('the answer in one sentence', () => {
  test.each([
    ['all is kept', [kept], {}, 'passed', /^Passes: 1 check kept; nothing slower than is allowed\.$/],
    [
      'something is slower',
      [kept, slower],
      {},
      'failed',
      /^Fails on shop\/slower: p95 \d\d\.\d % slower \(\d\d\.\d … \d\d\.\d\) over 12 blocks, allowed is at most 5 % more\.$/,
    ],
    [
      'several things are slower, and the worst is named',
      [slower, touching, slowest],
      {},
      'failed',
      /^Fails on shop\/slowest: p95 (9\d\.\d %|2\.\d×) slower .*, allowed is at most 5 % more; 2 more checks are broken\.$/,
    ],
    [
      'what repeats exactly has grown',
      [kept, touching],
      {},
      'failed',
      /^Fails on orders\/recent:rare: 27 → 1,240 buffers, allowed is at most 10 % more\.$/,
    ],
    ['broken comes before invalid', [slower, untimed], {}, 'failed', /^Fails on shop\/slower: /],
    [
      'invalid comes before unclear',
      [open, untimed],
      { onUnclear: 'fail' },
      'invalid',
      /^Invalid: shop\/untimed: p95 it was not timed: .* --budget\.$/,
    ],
    ['what is unclear passes', [kept, open], {}, 'passed', /^Passes: 1 check kept, 1 unclear\.$/],
    [
      'what is unclear does not pass, if so asked',
      [kept, open],
      { onUnclear: 'fail' },
      'unclear',
      /^Cannot tell of shop\/open: p95 cannot tell: .* blocks would tell\.$/,
    ],
    [
      'nothing is timed',
      [aQuery()],
      { mode: 'exact' },
      'passed',
      /^Passes: 1 check kept; nothing was timed\.$/,
    ],
    [
      'a saved run is the base',
      [aQuery()],
      { mode: 'baseline' },
      'passed',
      /^Passes: 1 check kept; no times were compared\.$/,
    ],
    ['nothing is checked', [], {}, 'invalid', /^Invalid: nothing was checked, since no budget applies/],
  ] as const)('%s', (_, subjects, gate, outcome, headline) => {
    const found = judged(subjects, gate);
    expect(found.outcome).toBe(outcome);
    expect(found.headline).toMatch(headline);
  });

  test('is of what was asked for alone', () => {
    const all = {
      p95: { atMost: 1 },
      throughput: { loss: 0 },
      errors: { atMost: 0 },
      buffers: { growth: 0 },
    };
    const found = judged([kept], { mode: 'exact', budgets: [aBudget(all)] });
    expect(found.checks.map(({ metric }) => metric)).toEqual(['buffers']);
  });

  test('is the headline of the whole run', () => {
    const run = aGateRun();
    expect(judge(run).headline).toBe(judgeGate(run).headline);
    expect(judge(run).gate).toEqual(judgeGate(run));
    expect(judge(aRun()).gate).toBeNull();
  });

  test('there is none of a run that was no gate', () => {
    expect(() => judgeGate(aRun())).toThrow(new TypeError('The run 20260131T120000Z-abc1234 was no gate.'));
  });

  test('is never a pass where the run was cut short', () => {
    const status = 'interrupted';
    const cut = aGateRun({ subjects: [kept], complete: false }, { status, reason: 'Interrupted.' });
    expect(judgeGate(cut)).toMatchObject({
      outcome: 'invalid',
      headline: 'Invalid: the run was cut short, after 1 check.',
      warnings: [
        'Not everything was measured that was to be (Interrupted): run again with more time (--budget).',
      ],
    });
    expect(judged([kept]).outcome).toBe('passed');
  });

  test('says what failed where that ended it, and is a failure where something is broken all the same', () => {
    const reason = 'The head could not be measured: it ended (exit code 7).';
    const ended = (subjects: GateSubject[]) =>
      judgeGate(aGateRun({ subjects, budgets, complete: false }, { status: 'failed', reason }));
    expect(ended([aQuery()])).toMatchObject({
      outcome: 'invalid',
      warnings: [`Not everything was measured that was to be: ${reason}`],
    });
    expect(ended([touching]).outcome).toBe('failed');
    expect(ended([untimed]).checks[0]?.sentence).toBe('it was not timed: the gate ended before its turn');
  });
});

describe('checks', () => {
  test('come what fails first, then what is invalid, then what is unclear, then the rest', () => {
    const found = judged([kept, open, untimed, aQuery(), touching, slower]);
    expect(found.checks.map(({ id, outcome }) => [id.split(':')[1], outcome])).toEqual([
      ['orders/recent', 'broken'],
      ['shop/slower', 'broken'],
      ['shop/untimed', 'invalid'],
      ['shop/open', 'unclear'],
      ['orders/recent', 'kept'],
      ['shop/kept', 'kept'],
    ]);
  });

  test('are the same after the record was written and read', () => {
    const run = aGateRun({ subjects: [slower, touching], budgets });
    const read = runSchema.parse(JSON.parse(JSON.stringify(run)));
    expect(judgeGate(read)).toEqual(judgeGate(run));
  });
});

describe('waivers', () => {
  const waiver: Waiver = {
    id: 'route:shop/slower:p95',
    reason: 'the index comes with the next release',
    author: 'ana',
    expires: '2026-02-28',
  };
  const elsewhere = { ...waiver, id: 'route:shop/elsewhere:p95' };

  test('let what is broken pass, and say who lets it', () => {
    const found = judged([kept, slower], { waivers: [waiver] });
    expect(found).toMatchObject({
      outcome: 'passed',
      headline: 'Passes: 1 check kept, 1 waived.',
      warnings: [],
    });
    expect(found.checks[0]).toMatchObject({ id: waiver.id, outcome: 'waived', waiver });
    expect(found.checks[1]?.waiver).toBeNull();
  });

  test('are of one check alone', () => {
    expect(judged([slower, slowest], { waivers: [waiver] })).toMatchObject({
      outcome: 'failed',
      checks: [{ outcome: 'broken', waiver: null }, { outcome: 'waived' }],
    });
  });

  test('that are of no use are found', () => {
    const idle = { ...waiver, id: 'route:shop/kept:p95' };
    const found = judged([kept], { waivers: [idle, elsewhere] });
    expect(unmatchedWaivers(found, [idle, elsewhere])).toEqual([elsewhere]);
    expect(idleWaivers(found, [idle, elsewhere])).toEqual([idle]);
    expect(found.warnings).toEqual([
      'The waiver of ana for route:shop/elsewhere:p95 waives nothing: there is no such check.',
      'The waiver of ana for route:shop/kept:p95 can go: the check is kept without it.',
    ]);
  });

  test('do not make valid what is invalid', () => {
    const waivers = [{ ...waiver, id: 'route:shop/untimed:p95' }];
    expect(judged([untimed], { waivers }).outcome).toBe('invalid');
  });
});

describe('what weakens the answer', () => {
  const head = { from: 'the working tree', commit: 'def5678abc', dirty: true };
  const other = { ...answersAlike, satisfied: false, differing: 3 };
  test.each([
    [
      'a dirty tree',
      [kept],
      { head },
      'The head (the working tree) has changes that are in no commit, so that def5678 alone does not repeat this result.',
    ],
    [
      'what was let through',
      [kept, open],
      {},
      '1 check could not be told and is let through: route:shop/open:p95. Give the gate more time (--budget), or say --on-unclear fail.',
    ],
    [
      'nothing was timed',
      [kept, aQuery()],
      { mode: 'exact' },
      'Nothing was timed, so that the budgets of times, rates and errors of shop/kept were not checked.',
    ],
    [
      'a saved run is the base',
      [aQuery()],
      { mode: 'baseline', base: { from: 'main.json', commit: null, dirty: false } },
      'Times are not compared with those of main.json: from one hour to the next identical code moves by more than a budget allows, so that only limits in themselves and what repeats exactly are checked.',
    ],
    [
      'growth beside a saved run',
      [kept, aQuery()],
      { mode: 'baseline' },
      'What times may grow beside the base was not checked for shop/kept: run with --base-ref, which measures both sides at the same moments.',
    ],
    [
      'processes that were not restarted',
      [kept],
      { schedule: { ...aSchedule, looks: [36], unit: 'round', effect: 1.1, tolerance: 1.1 } },
      'Nothing was restarted, so that the rounds are all of one pair of processes: what differs from one start to the next is not covered, and less than 10 % is not told apart.',
    ],
    [
      'a route that is gone',
      [kept, aRoute({ name: 'shop/gone', head: null, gone: true, blocks: [] })],
      {},
      'shop/gone is gone: the head does not have it.',
    ],
    [
      'other answers',
      [kept, aQuery({ answers: other })],
      {},
      'orders/recent:rare: the head answers otherwise for 3 of 20 parameter sets, so that its times are those of other work.',
    ],
  ] as const)('%s', (_, subjects, gate, warning) => {
    expect(judged(subjects, gate as Partial<GateRecord>).warnings).toContain(warning);
  });

  test('is nothing where all is well', () => {
    expect(judged([kept]).warnings).toEqual([]);
  });

  test('is not what was let through, where nothing is', () => {
    expect(judged([kept, open], { onUnclear: 'fail' }).warnings).toEqual([]);
  });

  test('a budget of which so few blocks find nothing, however large', () => {
    const noisy = aRoute({ blocks: someBlocks({ blocks: 8, spread: 0.5 }) });
    const gate = {
      budgets: [aBudget({ p95: { growth: 0.02 } })],
      schedule: { ...aSchedule, looks: [8, 20] },
    };
    expect(judged([noisy], gate).warnings.join('\n')).toMatch(
      /^1 budget allows less growth than this run could have found: checkout\/pay p95 \(2 %, 8 blocks are too few to find any\)\./m,
    );
  });

  test('a budget below what could be found, where more than that is not excluded', () => {
    const noisy = aRoute({ blocks: someBlocks({ spread: 0.5, seed: 2 }) });
    const small = [aBudget({ p95: { growth: 0.02 } })];
    expect(judged([noisy], { budgets: small }).warnings.join('\n')).toMatch(
      /^1 budget allows less growth than this run could have found: checkout\/pay p95 \(2 %, of \d+(\.\d)? %\)\. Allow more, or give the gate more time \(--budget\)\.$/m,
    );
    expect(judged([noisy], { budgets: [aBudget({ p95: { growth: 1 } })] }).warnings).toEqual([]);
    const still = aRoute({ blocks: someBlocks({ spread: 0.02, mood: 0.002, restarts: 0.001 }) });
    expect(judged([still], { budgets: small }).warnings).toEqual([]);
  });
});

describe('beside the checks', () => {
  test('stand other answers, and only those', () => {
    const other = { ...answersAlike, differing: 2 };
    expect(judged([aQuery({ answers: answersAlike })]).subjects[0]?.answers).toBeNull();
    expect(judged([aQuery({ answers: other })]).subjects[0]?.answers).toEqual(other);
  });

  test('stands every query and route, with what became of its plans', () => {
    const plans = {
      base: someFacts({ plans: [aPlan('generic', 'orders_a')] }),
      head: someFacts({ plans: [aPlan('generic')] }),
    };
    expect(judged([kept, aQuery(plans)]).subjects).toMatchObject([
      {
        kind: 'query',
        name: 'orders/recent:rare',
        times: [],
        throughput: null,
        plans: [{ base: 0, head: 0 }],
      },
      { kind: 'route', name: 'shop/kept', plans: [] },
    ]);
  });
});

describe('a calibration', () => {
  test('says what can be gated on this machine', () => {
    expect(judged([kept], { mode: 'calibrate' })).toMatchObject({
      outcome: 'passed',
      checks: [],
      headline: expect.stringMatching(
        /^Calibrated: half of the blocks differ from themselves by less than \d(\.\d)? %, and growth of \d(\.\d)? % or more can be gated\.$/,
      ),
    });
  });

  test('in which identical code differs is invalid', () => {
    expect(judged([slightly], { mode: 'calibrate' })).toMatchObject({
      outcome: 'invalid',
      headline: 'Invalid: shop/slightly differs from itself on this machine; calibrate when it is quiet.',
    });
  });

  test('in which something had no turn is invalid, whatever its budgets are about', () => {
    expect(judged([kept, aQuery()], { mode: 'calibrate' })).toMatchObject({
      outcome: 'invalid',
      headline: expect.stringMatching(/^Invalid: orders\/recent:rare: it was not timed: .* --budget\.$/),
    });
  });

  test('of fewer blocks than can find anything says so', () => {
    const few = aRoute({ name: 'shop/few', blocks: someBlocks({ blocks: 8, spread: 0.1 }) });
    const schedule = { ...aSchedule, looks: [8, 12, 16, 20] };
    expect(judged([few], { mode: 'calibrate', schedule })).toMatchObject({
      outcome: 'passed',
      headline: expect.stringMatching(
        /too few blocks to find growth everywhere, however large; .* --budget\.$/,
      ),
    });
  });

  test('without times has no answer', () => {
    expect(judged([aQuery()], { mode: 'calibrate' }).outcome).toBe('invalid');
    expect(judged([untimed], { mode: 'calibrate' })).toMatchObject({
      outcome: 'invalid',
      headline: 'Invalid: the calibration did not come to its end.',
    });
  });
});
