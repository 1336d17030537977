import { describe, expect, test } from 'vitest';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import type { Check, GateJudgement } from '../../../src/compare/gate/judgement.ts';
import {
  gateSubject,
  type BudgetRecord,
  type Burst,
  type GateRecord,
  type GateSubject,
} from '../../../src/record/gate.ts';
import { aBudget, aGateRun, aRoute, aSchedule, changed, someBlocks } from '../../support/gate.ts';

const growing: BudgetRecord['limits'] = { p95: { growth: 0.05 } };
const tolerant: BudgetRecord['limits'] = { ...growing, errors: { atMost: 0.01 } };

/** A gate over one route; say what is different. */
function judged(
  subject: Partial<GateSubject>,
  limits: BudgetRecord['limits'] = growing,
  gate: Partial<GateRecord> = {},
): GateJudgement {
  return judgeGate(aGateRun({ subjects: [aRoute(subject)], budgets: [aBudget(limits)], ...gate }));
}

function outcomesOf({ checks }: GateJudgement): Partial<Record<Check['metric'], Check['outcome']>> {
  return Object.fromEntries(checks.map(({ metric, outcome }) => [metric, outcome]));
}

const alike = someBlocks({ spread: 0.1 });
const quiet = someBlocks({ spread: 0.05, mood: 0.002 });

/** So many requests of one side fail in each of the first `pairs` pairs. */
function failing(side: 'base' | 'head', pairs: number, times: number, kind: keyof Burst['mishaps'] = '5xx') {
  return changed(alike, side, (burst, pair) =>
    pair < pairs ? { ...burst, mishaps: { [kind]: times } } : burst,
  );
}

/** One of the first two bursts of each block takes so many times as long, on both sides: now this one, now that. */
function uneven(factor: number, blocks = alike) {
  const one = (burst: Burst, pair: number) =>
    pair % 3 === Math.floor(pair / 3) % 2 ? slower(burst, factor) : burst;
  return changed(changed(blocks, 'base', one), 'head', one);
}

function slower(burst: Burst, factor: number): Burst {
  return { ...burst, micros: burst.micros.map((time) => Math.round(time * factor)) };
}

describe('requests that fail', () => {
  test.each([
    ['none, and none may', alike, { ...growing, errors: { atMost: 0 } }, { p95: 'kept', errors: 'kept' }],
    ['fewer than may', failing('head', 10, 1), tolerant, { p95: 'kept', errors: 'kept' }],
    ['more than may', failing('head', 36, 10), tolerant, { p95: 'invalid', errors: 'broken' }],
    ['more than may, on the base', failing('base', 36, 10), tolerant, { p95: 'invalid', errors: 'kept' }],
    ['a few, and no budget says that they may', failing('head', 5, 1), growing, { p95: 'invalid' }],
    ['on the base, and no budget says that they may', failing('base', 36, 5), growing, { p95: 'invalid' }],
    [
      'again and again on the head alone, and no budget says that they may',
      failing('head', 6, 1),
      growing,
      { p95: 'invalid', errors: 'broken' },
    ],
  ])('%s', (_, blocks, limits, outcomes) => {
    expect(outcomesOf(judged({ blocks }, limits))).toEqual(outcomes);
  });

  test('are counted by what went wrong, on either side', () => {
    const { checks, subjects } = judged({ blocks: failing('head', 36, 10) }, tolerant);
    expect(checks.find(({ metric }) => metric === 'errors')).toMatchObject({
      allowed: 'at most 1 %',
      sentence: '360 of 3,240 requests (5xx: 360) failed',
      base: 0,
      head: 360 / 3240,
    });
    expect(subjects[0]?.invalid).toBe(
      '360 of 3,240 requests (5xx: 360) of the head failed, where at most 1 % may; see why, or allow for it with `errors`',
    );
  });

  test('all of them leave no times, and no pass', () => {
    const blocks = changed(alike, 'head', ({ micros }) => ({
      micros: [],
      mishaps: { refused: micros.length },
      seconds: 1,
    }));
    const found = judged({ blocks });
    expect(found.outcome).toBe('failed');
    expect(outcomesOf(found)).toEqual({ p95: 'invalid', errors: 'broken' });
    const both = changed(blocks, 'base', ({ micros }) => ({
      micros: [],
      mishaps: { refused: micros.length },
      seconds: 1,
    }));
    expect(judged({ blocks: both })).toMatchObject({
      outcome: 'invalid',
      subjects: [
        {
          times: [],
          invalid: expect.stringContaining('2,880 of 2,880 requests (refused: 2,880) of the base failed'),
        },
      ],
    });
  });
});

describe('timing that did not come to its end', () => {
  const trouble = "the head's API went away (signal SIGSEGV).";
  const lost = { trouble, lost: 'head' } as const;
  const over = { trouble: 'one pair of bursts takes 4 s, for which there is no time left.', lost: null };
  test.each([
    ['never began', [], lost, "it was not timed: the head's API went away (signal SIGSEGV)"],
    [
      'ended too early',
      someBlocks({ blocks: 5 }),
      lost,
      "timing ended after 5 blocks, and a verdict takes 6: the head's API went away (signal SIGSEGV)",
    ],
    [
      'ended long after enough of it',
      alike,
      lost,
      "timing ended after 12 blocks: the head's API went away (signal SIGSEGV)",
    ],
    [
      'had no time',
      [],
      over,
      'it was not timed: one pair of bursts takes 4 s, for which there is no time left',
    ],
    [
      'had no turn',
      [],
      {},
      'it was not timed: the gate ended before its turn; give it more time with --budget',
    ],
  ])('%s', (_, blocks, ending, sentence) => {
    const found = judged({ blocks, ...ending });
    expect(found).toMatchObject({
      outcome: 'invalid',
      checks: [{ outcome: 'invalid', sentence }],
      subjects: [{ invalid: sentence }],
      warnings: [],
    });
  });

  test('had no time for more than enough of it, which is a warning', () => {
    const found = judged({ ...over, blocks: alike });
    expect(found).toMatchObject({ outcome: 'passed', subjects: [{ invalid: null }] });
    expect(found.warnings).toContain(
      'checkout/pay: timing ended early, after 12 blocks: one pair of bursts takes 4 s, for which there is no time left.',
    );
  });

  test('since a side went away is invalid whatever was found, but for requests that failed beyond what may', () => {
    const limits = { p95: { growth: 0.5, atMost: 10 }, throughput: { atLeast: 1 }, errors: { atMost: 0.5 } };
    const invalid = { p95: 'invalid', throughput: 'invalid', errors: 'invalid' };
    expect(outcomesOf(judged({ ...lost, blocks: alike }, limits))).toEqual(invalid);
    expect(outcomesOf(judged({ ...lost, lost: 'base', blocks: alike }, limits))).toEqual(invalid);
    const dying = judged({ ...lost, blocks: failing('head', 36, 1) }, { ...limits, errors: { atMost: 0 } });
    expect(outcomesOf(dying)).toEqual({ ...invalid, errors: 'broken' });
  });

  test('is one failure, in however many pairs of the last block it is seen', () => {
    const often = failing('head', 6, 1);
    expect(outcomesOf(judged({ ...lost, blocks: often }))).toEqual({ p95: 'invalid', errors: 'broken' });
    const inOne = changed(someBlocks({ pairs: 8 }), 'head', (burst, pair) =>
      pair >= 11 * 8 ? { ...burst, mishaps: { refused: 20 } } : burst,
    );
    expect(outcomesOf(judged({ ...lost, blocks: inOne }))).toEqual({ p95: 'invalid' });
  });

  test('is read in records of before there was a word for it', () => {
    const { lost: _, ...old } = aRoute({ trouble });
    expect(gateSubject.parse(old)).toMatchObject({ trouble, lost: null });
  });

  test('is nothing to a route that no budget times', () => {
    expect(judged({ blocks: [] }, { buffers: { growth: 0 } }).subjects[0]?.invalid).toBeNull();
  });
});

describe('the base against itself', () => {
  test('says how steady the machine is', () => {
    expect(judged({ blocks: alike }).noise).toBeCloseTo(1.02, 1);
    expect(judged({ blocks: uneven(1.3) }).noise).toBeCloseTo(1.3, 1);
    expect(judged({ blocks: [] }).noise).toBeNull();
  });

  test('that evidently differs from itself makes the times invalid', () => {
    const { subjects, outcome, headline } = judged({ blocks: uneven(1.3) });
    expect(outcome).toBe('invalid');
    expect(subjects[0]?.invalid).toMatch(
      /^the machine is too unstable: the base against itself is [23]\d\.\d % slower \(\d\d\.\d … \d\d\.\d\), which has to stay within 5 %; run again when it is quiet$/,
    );
    expect(subjects[0]?.times.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid']);
    expect(headline).toMatch(/^Invalid: checkout\/pay: p95 the machine is too unstable/);
  });

  test('that differs by less than the tolerance does not', () => {
    expect(judged({ blocks: uneven(1.035, quiet) }).subjects[0]?.invalid).toBeNull();
    expect(judged({ blocks: uneven(1.08, quiet) }).subjects[0]?.invalid).toMatch(
      /^the machine is too unstable/,
    );
  });
});

describe('stalls', () => {
  const stalling = someBlocks({ pairs: 6, stalls: { base: 0, head: 0.12 }, spread: 0.1 });

  test('that the paired quantiles do not see break a budget of p95', () => {
    const found = judged({ blocks: stalling });
    expect(found.subjects[0]?.times[1]?.verdict).not.toBe('worse');
    expect(found.subjects[0]?.stalls).toMatchObject({ alarm: true, base: 0 });
    expect(found.checks[0]).toMatchObject({
      outcome: 'broken',
      sentence: expect.stringMatching(
        /^\d\.\d\d× as long over all requests together \(p = 0\.00\d+\), with stalls in [1-9]\d* bursts of the head and 0 of the base; burst by burst: /,
      ),
    });
  });

  test('break nothing on the base, or on both sides alike', () => {
    const onBase = someBlocks({ pairs: 6, stalls: { base: 0.12, head: 0 }, spread: 0.1 });
    const onBoth = someBlocks({ pairs: 6, stalls: { base: 0.12, head: 0.12 }, spread: 0.1 });
    for (const blocks of [onBase, onBoth]) {
      expect(judged({ blocks })).toMatchObject({ subjects: [{ stalls: { alarm: false } }] });
      expect(judged({ blocks }).checks[0]?.outcome).not.toBe('broken');
    }
  });

  test('share their alpha over all that is timed', () => {
    const seldom = aRoute({ blocks: someBlocks({ stalls: { base: 0, head: 0.1 }, spread: 0.1, seed: 4 }) });
    const others = [1, 2, 3].map((i) => aRoute({ name: `other/${i}` }));
    const alarmAmong = (subjects: GateSubject[], alpha: number) => {
      const schedule = { ...aSchedule, stalls: { alpha, ratio: 1 } };
      return judged({}, growing, { subjects, schedule }).subjects.find(({ name }) => name === seldom.name)
        ?.stalls;
    };
    const p = alarmAmong([seldom], 0.005)?.p ?? 1;
    expect(alarmAmong([seldom], p)?.alarm).toBe(true);
    expect(alarmAmong([seldom, ...others], p)?.alarm).toBe(false);
  });

  test('within what a budget allows to grow are no reason, and without a budget a warning', () => {
    expect(judged({ blocks: stalling }, { p95: { growth: 4 } }).checks[0]?.outcome).toBe('kept');
    const { warnings } = judged({ blocks: stalling }, { p50: { growth: 0.05 } });
    expect(warnings.join('\n')).toMatch(
      /^checkout\/pay: \d\.\d\d× as long over all requests together .* No budget holds its p95 against the base\.$/m,
    );
  });

  test('of five blocks may be chance, however many bursts stall: one of 2⁴ ways to name the sides', () => {
    const blocks = someBlocks({ blocks: 5, pairs: 8, stalls: { base: 0, head: 0.5 }, spread: 0.1 });
    expect(judged({ blocks }).subjects[0]?.stalls).toMatchObject({
      alarm: false,
      p: 1 / 16,
      needed: 9,
    });
  });

  test('that too few blocks could tell from chance are no pass', () => {
    const blocks = someBlocks({ blocks: 8, pairs: 8, spread: 0.1, stalls: { base: 0, head: 0.12 } });
    expect(judged({ blocks }).checks[0]).toMatchObject({
      outcome: 'unclear',
      sentence: expect.stringMatching(
        /^cannot tell: \d\.\d\d× as long over all requests together \(.*; 9 blocks would tell; burst by burst: no change beyond 5 %/,
      ),
    });
    expect(judged({ blocks: someBlocks({ blocks: 8, pairs: 8 }) }).subjects[0]?.stalls?.needed).toBeNull();
  });

  test('are told by rounds where rounds are the units', () => {
    const blocks = someBlocks({ blocks: 2, pairs: 24, stalls: { base: 0, head: 0.3 } });
    const schedule = { ...aSchedule, looks: [48], unit: 'round' as const, tolerance: 1.1 };
    const [subject] = judged({ blocks }, growing, { schedule }).subjects;
    expect(subject?.stalls).toMatchObject({ alarm: true, needed: null });
  });

  test('are not what one slow process does to all bursts of its block', () => {
    const blocks = changed(someBlocks({ pairs: 8, spread: 0.1 }), 'head', (burst, pair) =>
      Math.floor(pair / 8) === 5 ? slower(burst, 4) : burst,
    );
    expect(judged({ blocks }).subjects[0]?.stalls).toMatchObject({ alarm: false, base: 0, head: 8 });
    expect(judged({ blocks }).subjects[0]?.stalls?.ratio).toBeGreaterThan(2);
  });
});
