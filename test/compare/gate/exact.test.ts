import { describe, expect, test } from 'vitest';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import type { Check, ExactMetric, GateJudgement } from '../../../src/compare/gate/judgement.ts';
import type { BudgetRecord, GateRecord, GateSubject } from '../../../src/record/gate.ts';
import { aBudget, aGateRun, aQuery, aRoute, aSchedule, someFacts } from '../../support/gate.ts';

const ofQueries: Partial<BudgetRecord> = { kind: 'query', names: 'orders/*' };

/** A gate over one query, of which nothing is timed. */
function judged(
  subject: Partial<GateSubject>,
  limits: BudgetRecord['limits'],
  gate: Partial<GateRecord> = {},
): GateJudgement {
  const budgets = [aBudget(limits, ofQueries)];
  return judgeGate(aGateRun({ mode: 'exact', subjects: [aQuery(subject)], budgets, ...gate }));
}

function checkOf(...of: Parameters<typeof judged>): Check | undefined {
  return judged(...of).checks[0];
}

function facts(metric: ExactMetric, base: number | null, head: number | null): Partial<GateSubject> {
  const of = (value: number | null) => (value === null ? null : someFacts({ [metric]: value }));
  return { base: of(base), head: of(head) };
}

describe('a budget of what repeats exactly', () => {
  test.each([
    [
      'as much',
      'buffers',
      27,
      27,
      { growth: 0 },
      'kept',
      'no more than on the base',
      '27 buffers, as on the base',
    ],
    ['one more', 'buffers', 27, 28, { growth: 0 }, 'broken', 'no more than on the base', '27 → 28 buffers'],
    [
      'just what is allowed',
      'buffers',
      100,
      110,
      { growth: 0.1 },
      'kept',
      'at most 10 % more',
      '100 → 110 buffers',
    ],
    ['one beyond', 'buffers', 100, 111, { growth: 0.1 }, 'broken', 'at most 10 % more', '100 → 111 buffers'],
    ['less', 'rows', 2000, 20, { growth: 0 }, 'kept', 'no more than on the base', '2,000 → 20 rows'],
    [
      'something where there was nothing',
      'walBytes',
      0,
      64,
      { growth: 9 },
      'broken',
      'at most 900 % more',
      '0 B → 64 B of WAL',
    ],
    ['at the limit', 'statements', 2, 2, { atMost: 2 }, 'kept', 'at most 2', '2 statements, as on the base'],
    [
      'above the limit, as before',
      'statements',
      3,
      3,
      { atMost: 2 },
      'broken',
      'at most 2',
      '3 statements, as on the base',
    ],
    [
      'an average',
      'statements',
      1,
      1.05,
      { growth: 0.01 },
      'broken',
      'at most 1 % more',
      '1 → 1.05 statements',
    ],
    [
      'float noise',
      'statements',
      0.3,
      0.1 + 0.2,
      { growth: 0 },
      'kept',
      'no more than on the base',
      '0.3 statements, as on the base',
    ],
    [
      'both limits, one broken',
      'buffers',
      10,
      30,
      { growth: 9, atMost: 20 },
      'broken',
      'at most 900 % more and at most 20',
      '10 → 30 buffers',
    ],
    ['a new one within its limit', 'buffers', null, 20, { atMost: 20 }, 'kept', 'at most 20', '20 buffers'],
    ['a new one beyond its limit', 'buffers', null, 21, { atMost: 20 }, 'broken', 'at most 20', '21 buffers'],
    [
      'a new one without a base to grow from',
      'buffers',
      null,
      21,
      { growth: 0 },
      'kept',
      'no more than on the base',
      'new: the base does not have it, so that there is no growth to judge',
    ],
  ] as const)('%s', (_, metric, base, head, limit, outcome, allowed, sentence) => {
    expect(checkOf(facts(metric, base, head), { [metric]: limit })).toMatchObject({
      id: `query:orders/recent:rare:${metric}`,
      outcome,
      allowed,
      sentence,
      base,
      head,
    });
  });

  test('gives the exact ratio as its change', () => {
    const change = { estimate: 2, low: 2, high: 2 };
    expect(checkOf(facts('buffers', 10, 20), { buffers: { growth: 0 } })?.change).toEqual(change);
    expect(checkOf(facts('buffers', 0, 20), { buffers: { growth: 0 } })?.change).toBeNull();
  });

  test('is about the classes that it names', () => {
    const of = [['rare'], ['frequent', 'rare'], ['frequent'], null];
    const found = of.map((classes) => {
      const budgets = [aBudget({ buffers: { growth: 0 } }, { ...ofQueries, classes })];
      return judged(facts('buffers', 1, 2), {}, { budgets }).checks.length;
    });
    expect(found).toEqual([1, 1, 0, 1]);
  });

  test('of queries is not about routes of that name', () => {
    const subjects = [aRoute({ name: 'orders/recent' })];
    expect(judged({}, { buffers: { growth: 0 } }, { subjects }).checks).toEqual([]);
  });

  test('is judged by a saved run too', () => {
    expect(checkOf(facts('buffers', 10, 20), { buffers: { growth: 0 } }, { mode: 'baseline' })?.outcome).toBe(
      'broken',
    );
  });

  test('whatever is not as it was is told, asked for or not', () => {
    const base = someFacts({ statements: 1, buffers: 10, rows: 1 / 3 });
    const head = someFacts({ statements: 1, buffers: 12, rows: 0.1 + 0.7 / 3 });
    expect(judged({ base, head }, {}).subjects[0]?.differences).toEqual([
      { metric: 'buffers', base: 10, head: 12 },
    ]);
  });
});

describe('a side that says nothing', () => {
  const failure = { code: '42P01', message: 'relation "x" does not exist', statement: null };
  const limits = { buffers: { growth: 0 }, plan: { sameShape: true } };
  const outcomes = (subject: Partial<GateSubject>, gate: Partial<GateRecord> = {}) =>
    judged(subject, limits, gate).checks.map(({ outcome }) => outcome);

  test.each([
    ['the head does not run it', { head: someFacts({ failure }) }, ['broken', 'broken']],
    [
      'it is new, and the head does not run it',
      { base: null, head: someFacts({ failure }) },
      ['broken', 'broken'],
    ],
    ['the base did not run it', { base: someFacts({ failure }) }, ['kept', 'kept']],
    [
      'neither runs it',
      { base: someFacts({ failure }), head: someFacts({ failure }) },
      ['invalid', 'invalid'],
    ],
    ['it is gone', { head: null, gone: true }, []],
    ['nothing is known of either', { base: null, head: null }, ['invalid', 'invalid']],
  ])('%s', (_, subject, expected) => {
    expect(outcomes(subject)).toEqual(expected);
  });

  test('where somebody else runs the servers nothing can be known, and a warning says so', () => {
    const schedule = { ...aSchedule, unit: 'round' as const };
    const found = judged({ base: null, head: null }, limits, { mode: 'compare', schedule });
    expect(found.checks).toEqual([]);
    expect(found.warnings).toContain(
      'Nothing is known of the statements and plans of orders/recent:rare, so that their budgets were not checked.',
    );
  });
});
