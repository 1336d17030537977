import { describe, expect, test } from 'vitest';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import type { Check, GateTimes, SubjectJudgement } from '../../../src/compare/gate/judgement.ts';
import type { BudgetRecord, GateRecord, GateSubject } from '../../../src/record/gate.ts';
import {
  aBudget,
  aGateRun,
  aRoute,
  aSchedule,
  someBlocks,
  someFacts,
  swapped,
  without,
} from '../../support/gate.ts';

const growing: BudgetRecord['limits'] = { p95: { growth: 0.05 } };

/** The only check of a metric, of a gate over one route. */
function checkOf(
  metric: Check['metric'],
  subject: Partial<GateSubject>,
  limits: BudgetRecord['limits'] = growing,
  gate: Partial<GateRecord> = {},
): Check | undefined {
  const run = aGateRun({ subjects: [aRoute(subject)], budgets: [aBudget(limits)], ...gate });
  return judgeGate(run).checks.find((check) => check.metric === metric);
}

function timesOf(
  metric: GateTimes['metric'],
  subject: Partial<GateSubject>,
  gate: Partial<GateRecord> = {},
): GateTimes | undefined {
  return judgeGate(aGateRun({ subjects: [aRoute(subject)], ...gate })).subjects[0]?.times.find(
    (times) => times.metric === metric,
  );
}

/** What is said of a route, or of a query, that takes twice as long. */
function subjectOf(kind: GateSubject['kind']): SubjectJudgement | undefined {
  const blocks = someBlocks({ factor: 2 });
  return judgeGate(aGateRun({ subjects: [aRoute({ kind, blocks })] })).subjects[0];
}

describe('a budget of growth', () => {
  test.each([
    ['as fast', { factor: 1 }, 'kept', /^no change beyond 5 %: −0\.\d … \d\.\d % faster over 12 blocks$/],
    ['faster', { factor: 0.8 }, 'kept', /^2\d\.\d % faster \(\d\d\.\d … \d\d\.\d\) over 12 blocks$/],
    ['slower', { factor: 1.3 }, 'broken', /^[23]\d\.\d % slower \(\d\d\.\d … \d\d\.\d\) over 12 blocks$/],
    [
      'slower, by about what is allowed',
      { factor: 1.05 },
      'unclear',
      /^cannot tell: .* but perhaps of more than 5 %: .*; about \d+ blocks would tell$/,
    ],
    [
      'too few blocks, however clear',
      { factor: 2, blocks: 5 },
      'invalid',
      /^timing ended after 5 blocks, and a verdict takes 6: its time was over; give it more with --budget, some 6 min$/,
    ],
    [
      'faster, with less evidence than a verdict takes',
      { factor: 0.8, blocks: 6 },
      'kept',
      /^not slower than is allowed: \d\d\.\d … \d\d\.\d % faster over 6 blocks$/,
    ],
  ])('%s', (_, making, outcome, sentence) => {
    const check = checkOf('p95', { blocks: someBlocks({ spread: 0.1, ...making }) });
    expect(check).toMatchObject({ id: 'route:checkout/pay:p95', allowed: 'at most 5 % more', outcome });
    expect(check?.sentence).toMatch(sentence);
  });

  test('of more than usual lets that much grow', () => {
    const blocks = someBlocks({ factor: 1.12, spread: 0.1 });
    expect(checkOf('p95', { blocks })?.outcome).toBe('broken');
    expect(checkOf('p95', { blocks }, { p95: { growth: 0.2 } })).toMatchObject({
      outcome: 'kept',
      sentence: expect.stringMatching(/^no change beyond 20 %: \d+\.\d … \d+\.\d % slower/),
    });
  });

  test('is the strictest of several', () => {
    const blocks = someBlocks({ factor: 1.12, spread: 0.1 });
    const budgets = [aBudget({ p95: { growth: 0.5 } }), aBudget(growing, { names: 'checkout/*' })];
    expect(checkOf('p95', { blocks }, {}, { budgets })).toMatchObject({
      outcome: 'broken',
      allowed: 'at most 5 % more',
    });
  });

  test('turns around with the sides', () => {
    const mirrored = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;
    for (const [seed, factor] of [0.7, 0.85, 1, 1.1, 1.4].entries()) {
      const blocks = someBlocks({ factor, seed, spread: 0.1 });
      const [here, there] = [timesOf('p95', { blocks }), timesOf('p95', { blocks: swapped(blocks) })];
      const verdict = here?.verdict;
      if (!verdict || verdict === 'invalid') throw new Error(`no verdict on a factor of ${factor}`);
      expect(there?.verdict).toBe(mirrored[verdict]);
      expect(there?.ratio?.estimate).toBeCloseTo(1 / (here.ratio?.estimate ?? 0), 9);
      expect(there?.ratio?.low).toBeCloseTo(1 / (here.ratio?.high ?? 0), 9);
    }
  });
});

describe('a limit in itself', () => {
  const blocks = someBlocks({ median: 0.01, spread: 0.1 });
  test.each([
    ['kept', 0.02, 'kept'],
    ['broken', 0.008, 'broken'],
  ])('%s', (_, atMost, outcome) => {
    expect(checkOf('p95', { blocks }, { p95: { atMost } })).toMatchObject({
      outcome,
      allowed: `at most ${atMost * 1000} ms`,
      sentence: expect.stringMatching(/^1\d\.\d+ ms \(1\d\.\d+ ms … 1\d\.\d+ ms\) over 12 blocks$/),
    });
  });

  test('within the interval is unclear, and the sentence says between what', () => {
    const atMost = checkOf('p95', { blocks })?.head ?? 0;
    expect(checkOf('p95', { blocks }, { p95: { atMost } })).toMatchObject({
      outcome: 'unclear',
      sentence: expect.stringMatching(
        / is on either side of at most 1\d\.\d+ ms; more blocks would narrow it$/,
      ),
    });
  });

  test.each([
    ['time', 'p95', (head: number) => ({ p95: { atMost: head * 1.002 } }), /at most 1\d\.\d+ ms/],
    [
      'rate',
      'throughput',
      (head: number) => ({ throughput: { atLeast: head * 0.998 } }),
      /at least \d+\.\d+\/s/,
    ],
  ] as const)('near it says about how many blocks would tell: a %s', (_, metric, limitsFor, words) => {
    const head = checkOf(metric, { blocks }, limitsFor(0.01))?.head ?? 0;
    const check = checkOf(metric, { blocks }, limitsFor(head));
    expect(check?.outcome).toBe('unclear');
    expect(check?.sentence).toMatch(
      new RegExp(` over 12 blocks is on either side of ${words.source}; about [\\d,]+ blocks would tell$`),
    );
  });

  test('of too few blocks is invalid', () => {
    const few = someBlocks({ blocks: 5 });
    expect(checkOf('p95', { blocks: few }, { p95: { atMost: 1 } })).toMatchObject({
      outcome: 'invalid',
      sentence: expect.stringContaining('timing ended after 5 blocks, and a verdict takes 6'),
    });
  });

  test('beside growth comes to the worse of the two', () => {
    expect(checkOf('p95', { blocks }, { p95: { atMost: 0.008, growth: 0.05 } })).toMatchObject({
      outcome: 'broken',
      allowed: 'at most 5 % more and at most 8 ms',
    });
  });
});

describe('requests per second', () => {
  const atAll = /^\d+(\.\d+)?\/s \(\d+(\.\d+)? … \d+(\.\d+)?\) over 12 blocks$/;
  test.each([
    ['fewer', 1.3, { loss: 0.05 }, 'broken', 'at most 5 % fewer', /^0\.7\d× the requests per second \(0\.7/],
    [
      'as many',
      1,
      { loss: 0.05 },
      'kept',
      'at most 5 % fewer',
      /^no change beyond 5\.3 %: \d\.\d\d× the req/,
    ],
    ['more', 0.7, { loss: 0 }, 'kept', 'no fewer than on the base', /^1\.4\d× the requests per second/],
    ['too few', 1, { atLeast: 200 }, 'broken', 'at least 200/s', atAll],
    ['enough', 1, { atLeast: 20 }, 'kept', 'at least 20/s', atAll],
    [
      'too few blocks',
      1.3,
      { loss: 0.05 },
      'invalid',
      'at most 5 % fewer',
      /^timing ended after 5 blocks, and a verdict takes 6: /,
      5,
    ],
  ])('%s', (_, factor, throughput, outcome, allowed, sentence, blocks = 12) => {
    const check = checkOf(
      'throughput',
      { blocks: someBlocks({ factor, blocks, spread: 0.1 }) },
      { throughput },
    );
    expect(check).toMatchObject({ outcome, allowed });
    expect(check?.sentence).toMatch(sentence);
  });

  test('are those of the head divided by those of the base, of routes alone', () => {
    const { estimate = 0, low = 0, high = 0 } = subjectOf('route')?.throughput ?? {};
    expect(estimate).toBeCloseTo(0.5, 1);
    expect([low, estimate, high]).toEqual([low, estimate, high].toSorted((a, b) => a - b));
    expect(subjectOf('query')?.throughput).toBeNull();
  });
});

describe('times beside each other', () => {
  test('p95 is gated, p50 is not, and p99 is reported only', () => {
    const blocks = someBlocks({ answers: 120, factor: 1.3 });
    expect(timesOf('p95', { blocks })).toMatchObject({ verdict: 'worse', blocks: 12, pairs: 36 });
    expect(timesOf('p50', { blocks })).toMatchObject({
      verdict: null,
      sentence: expect.stringMatching(
        /^\d\d\.\d % slower .* over 12 blocks; no budget holds it against the base$/,
      ),
    });
    expect(timesOf('p99', { blocks })).toMatchObject({
      verdict: null,
      sentence: expect.stringMatching(/^\d\d\.\d % slower .* over 12 blocks; reported only$/),
    });
  });

  test('p99 is left out where it would be the greatest of each burst', () => {
    expect(timesOf('p99', { blocks: someBlocks({ answers: 99 }) })).toBeUndefined();
  });

  test('all are judged where no budget is about times', () => {
    const budgets = [aBudget({ buffers: { growth: 0 } })];
    const blocks = someBlocks({ factor: 1.5 });
    expect(timesOf('p50', { blocks }, { budgets })?.verdict).toBe('worse');
    expect(timesOf('p95', { blocks }, { budgets })?.verdict).toBe('worse');
  });

  test('are in seconds', () => {
    const p50 = timesOf('p50', { blocks: someBlocks({ median: 0.02, factor: 2 }) });
    expect(p50?.base?.estimate).toBeCloseTo(0.02, 3);
    expect(p50?.head?.estimate).toBeCloseTo(0.04, 2);
  });

  test('72 answers in a burst are what a p95 takes', () => {
    const enough = { blocks: someBlocks({ answers: 72, factor: 2 }) };
    const few = { blocks: someBlocks({ answers: 71, factor: 2 }) };
    expect(timesOf('p95', enough)?.verdict).toBe('worse');
    expect(timesOf('p95', few)).toMatchObject({
      verdict: 'invalid',
      sentence: '71 answers in a burst are too few: a p95 takes 72; ask for more in each burst',
    });
    expect(checkOf('p95', few)?.outcome).toBe('invalid');
    expect(checkOf('p95', few, { p95: { atMost: 0.001 } })?.outcome).toBe('invalid');
    expect(checkOf('p50', few, { p50: { growth: 0.05 } })?.outcome).toBe('broken');
  });
});

describe('many queries and routes', () => {
  const schedule = { ...aSchedule, looks: [8, 12], spending: 'pocock' as const };
  /** A difference that is evident by itself, and not among many. */
  const small = aRoute({
    name: 'shop/small',
    blocks: someBlocks({ blocks: 8, factor: 1.08, spread: 0.05, seed: 3 }),
  });
  const as = [1, 1, 1].map((factor, i) =>
    aRoute({ name: `as/${i}`, blocks: someBlocks({ factor, seed: i }) }),
  );
  const slow = [2, 2, 2].map((factor, i) =>
    aRoute({ name: `x/${i}`, blocks: someBlocks({ factor, seed: i }) }),
  );
  const verdictAmong = (subjects: GateSubject[]) =>
    judgeGate(aGateRun({ subjects, schedule })).subjects.find(({ name }) => name === small.name)?.times[1]
      ?.verdict;

  test('share the chance of a false alarm', () => {
    expect(verdictAmong([small])).toBe('worse');
    expect(verdictAmong([small, ...as])).toBe('unclear');
  });

  test('whoever is told apart passes its share on', () => {
    expect(verdictAmong([small, ...slow])).toBe('worse');
  });

  test('the order in which they were recorded changes nothing', () => {
    const subjects = [...as, small, ...slow];
    expect(judgeGate(aGateRun({ subjects: subjects.toReversed(), schedule }))).toEqual(
      judgeGate(aGateRun({ subjects, schedule })),
    );
  });
});

describe('where nothing can be restarted', () => {
  const schedule = { ...aSchedule, looks: [36], unit: 'round' as const, effect: 1.1, tolerance: 1.1 };
  test.each([
    ['each pair is a unit', 1.3, 'broken', /^\d\d\.\d % slower .* over 36 rounds$/],
    [
      'ten per cent is the least that counts',
      1.06,
      'kept',
      /^no change beyond 10 %: \d\.\d … \d+\.\d % slower/,
    ],
  ])('%s', (_, factor, outcome, sentence) => {
    const blocks = someBlocks({ factor, spread: 0.1 });
    const check = checkOf('p95', { blocks }, growing, { schedule });
    expect(check?.outcome).toBe(outcome);
    expect(check?.sentence).toMatch(sentence);
  });
});

describe('a head alone', () => {
  const blocks = without('base', someBlocks({ spread: 0.1 }));

  test('beside a saved run is held to limits in themselves', () => {
    const limits = { p95: { growth: 0.05, atMost: 0.008 } };
    expect(checkOf('p95', { blocks }, limits, { mode: 'baseline' })).toMatchObject({
      outcome: 'broken',
      allowed: 'at most 8 ms',
      base: null,
      change: null,
    });
    expect(checkOf('p95', { blocks }, growing, { mode: 'baseline' })).toBeUndefined();
    expect(
      checkOf('throughput', { blocks }, { throughput: { loss: 0 } }, { mode: 'baseline' }),
    ).toBeUndefined();
    expect(checkOf('p95', { blocks: [] }, limits, { mode: 'baseline' })?.outcome).toBe('unclear');
    expect(timesOf('p95', { blocks }, { mode: 'baseline' })).toMatchObject({
      base: null,
      ratio: null,
      verdict: null,
      head: { estimate: expect.closeTo(0.0118, 3) },
    });
  });

  test('that is new has no growth, and limits in themselves hold', () => {
    const fresh = { base: null, blocks };
    expect(checkOf('p95', fresh)).toMatchObject({
      outcome: 'kept',
      sentence: 'new: the base does not have it, so that there is no growth to judge',
    });
    expect(checkOf('p95', fresh, { p95: { growth: 0.05, atMost: 0.008 } })?.outcome).toBe('broken');
  });

  test.each([
    ['p95', { p95: { atMost: 1 } }],
    ['throughput', { throughput: { atLeast: 1 } }],
    ['errors', { errors: { atMost: 0.5 } }],
  ] as const)('that is new and was not timed leaves a limit of %s open', (metric, limits) => {
    const fresh = { base: null, blocks: [], trouble: 'the base does not have it' };
    expect(checkOf('p95', fresh)?.outcome).toBe('kept');
    expect(checkOf(metric, fresh, limits)).toMatchObject({
      outcome: 'unclear',
      sentence: 'cannot tell: there is no base to time it beside, and it was not timed without one',
    });
  });
});

describe('what a side does not run', () => {
  const failure = { code: '42703', message: 'column "x" does not exist', statement: null };
  const failing = someFacts({ failure });
  const limits = { p95: { growth: 0.05 }, throughput: { loss: 0.1 }, errors: { atMost: 0 } };

  test.each(['p95', 'throughput', 'errors'] as const)('on the head breaks %s', (metric) => {
    expect(checkOf(metric, { head: failing, blocks: [] }, limits)).toMatchObject({
      outcome: 'broken',
      sentence: 'the head does not run it: column "x" does not exist (42703)',
    });
  });

  test('on the base leaves nothing to grow', () => {
    expect(checkOf('p95', { base: failing, blocks: [] }, limits)).toMatchObject({
      outcome: 'kept',
      sentence: expect.stringMatching(/^the base does not run it \(column "x"/),
    });
  });

  test('on neither cannot be judged', () => {
    expect(checkOf('p95', { base: failing, head: failing, blocks: [] }, limits)?.outcome).toBe('invalid');
  });
});
