import { describe, expect, test } from 'vitest';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import type { BudgetRecord } from '../../../src/record/gate.ts';
import type { Plan } from '../../../src/record/plan.ts';
import { aBudget, aGateRun, aQuery, someFacts } from '../../support/gate.ts';
import { aPlan } from '../../support/record.ts';

/** A gate over one query that has these plans. */
function judged(base: readonly Plan[], head: readonly Plan[], limits: BudgetRecord['limits']) {
  const subject = aQuery({ base: someFacts({ plans: [...base] }), head: someFacts({ plans: [...head] }) });
  const budgets = [aBudget(limits, { kind: 'query' })];
  return judgeGate(aGateRun({ mode: 'exact', subjects: [subject], budgets }));
}

/** Statement, sentence, and the index of the plan on either side. */
function changes(base: readonly Plan[], head: readonly Plan[]) {
  return judged(base, head, {}).subjects[0]?.plans.map((change) => [
    change.statement,
    change.sentence,
    change.base,
    change.head,
  ]);
}

function byText(statement: string, index: string | null = null): Plan {
  return { ...aPlan('custom', index), statement };
}

describe('a budget of plans', () => {
  const indexed = [byText('SELECT 1', 'orders_customer')];
  const scanned = [byText('SELECT 1')];
  const parallel = {
    ...aPlan('custom'),
    root: { ...aPlan('custom').root, type: 'Parallel Seq Scan', label: 'Parallel Seq Scan on orders' },
  };

  test.each([
    [
      'no scan',
      { noSequentialScanOn: ['orders'] },
      indexed,
      indexed,
      'kept',
      'no sequential scan on orders in 1 plan',
    ],
    ['a scan', { noSequentialScanOn: ['orders'] }, indexed, scanned, 'broken', 'Seq Scan on orders'],
    [
      'a scan by several processes',
      { noSequentialScanOn: ['orders'] },
      indexed,
      [parallel],
      'broken',
      'Parallel Seq Scan on orders',
    ],
    [
      'a scan of another table',
      { noSequentialScanOn: ['items'] },
      indexed,
      scanned,
      'kept',
      'no sequential scan on items in 1 plan',
    ],
    [
      'a scan in a second statement',
      { noSequentialScanOn: ['orders'] },
      indexed,
      [...indexed, byText('SELECT 2')],
      'broken',
      'Seq Scan on orders',
    ],
    [
      'an index that is used',
      { uses: ['orders_customer'] },
      scanned,
      indexed,
      'kept',
      'orders_customer is used',
    ],
    [
      'an index that is not',
      { uses: ['orders_customer'] },
      indexed,
      scanned,
      'broken',
      'no plan uses orders_customer',
    ],
    [
      'the same shape',
      { sameShape: true },
      indexed,
      indexed,
      'kept',
      'the same shape as on the base in 1 plan',
    ],
    [
      'another shape',
      { sameShape: true },
      indexed,
      scanned,
      'broken',
      'Index Scan using orders_customer on orders → Seq Scan on orders',
    ],
    [
      'a new statement beside the same',
      { sameShape: true },
      indexed,
      [...indexed, byText('SELECT 2')],
      'kept',
      'the same shape as on the base in 1 plan',
    ],
  ] as const)('%s', (_, plan, base, head, outcome, sentence) => {
    const limits = { plan: { ...plan } as NonNullable<BudgetRecord['limits']['plan']> };
    expect(judged(base, head, limits).checks[0]).toMatchObject({
      id: 'query:orders/recent:rare:plan',
      outcome,
      sentence,
      base: null,
      change: null,
    });
  });

  test('of several kinds names what is broken', () => {
    const plan = { noSequentialScanOn: ['orders'], uses: ['orders_customer', 'orders_pkey'] };
    expect(judged(indexed, indexed, { plan }).checks[0]).toMatchObject({
      outcome: 'broken',
      allowed: 'no sequential scan on orders, a plan with orders_customer and a plan with orders_pkey',
      sentence: 'no plan uses orders_pkey',
    });
  });
});

describe('a budget of plans where one is not known', () => {
  const [indexed, scanned] = [byText('SELECT 1', 'orders_customer'), byText('SELECT 1')];
  const other = 'SELECT 2; SELECT 3';
  const onHead = 'the plan of 1 statement is not known on the head';

  /** The same plan on both sides, and a statement without one on the head or on the base. */
  function judgedWithout(
    plan: Plan,
    side: 'base' | 'head',
    budget: NonNullable<BudgetRecord['limits']['plan']>,
  ) {
    const whole = someFacts({ plans: [plan] });
    const lacking = { ...whole, unplanned: [other] };
    const sides = side === 'base' ? { base: lacking, head: whole } : { base: whole, head: lacking };
    const budgets = [aBudget({ plan: budget }, { kind: 'query' })];
    return judgeGate(aGateRun({ mode: 'exact', subjects: [aQuery(sides)], budgets }));
  }

  test.each([
    ['no scan', indexed, { noSequentialScanOn: ['orders'] }, 'invalid', onHead],
    ['a scan all the same', scanned, { noSequentialScanOn: ['orders'] }, 'broken', 'Seq Scan on orders'],
    ['an index that is used', indexed, { uses: ['orders_customer'] }, 'kept', 'orders_customer is used'],
    ['an index that is not', scanned, { uses: ['orders_customer'] }, 'invalid', onHead],
    ['the same shape', scanned, { sameShape: true }, 'invalid', onHead],
  ] as const)('%s', (_, plan, budget, outcome, sentence) => {
    const limits = { ...budget } as NonNullable<BudgetRecord['limits']['plan']>;
    expect(judgedWithout(plan, 'head', limits).checks[0]).toMatchObject({ outcome, sentence });
  });

  test('on the base, only what is held against it', () => {
    expect(judgedWithout(scanned, 'base', { sameShape: true }).checks[0]).toMatchObject({
      outcome: 'invalid',
      sentence: 'the plan of 1 statement is not known on the base',
    });
    expect(judgedWithout(indexed, 'base', { uses: ['orders_customer'] }).checks[0]?.outcome).toBe('kept');
  });

  test('is warned of, once for both sides, and with the beginning of its text', () => {
    const lacking = someFacts({ plans: [indexed], unplanned: [other, `SELECT\n  ${'x'.repeat(99)}`] });
    const subjects = [aQuery({ base: lacking, head: lacking })];
    expect(judgeGate(aGateRun({ mode: 'exact', subjects, budgets: [] })).warnings).toContain(
      `orders/recent:rare: the plans of "${other}" and "SELECT ${'x'.repeat(52)}…" could not be told, so that no budget of its plans can be kept.`,
    );
  });
});

function factsWith(plans: readonly Plan[], unplanned: string | undefined) {
  return someFacts({ plans: [...plans], unplanned: unplanned === undefined ? [] : [unplanned] });
}

/** Sentences about the plans of two sides; each may have a statement whose plan is not known. */
function changesBeside(
  base: readonly Plan[],
  head: readonly Plan[],
  unplanned: Partial<Record<'base' | 'head', string>>,
) {
  const subject = aQuery({ base: factsWith(base, unplanned.base), head: factsWith(head, unplanned.head) });
  const judgement = judgeGate(aGateRun({ mode: 'exact', budgets: [], subjects: [subject] }));
  return judgement.subjects[0]?.plans.map(({ sentence }) => sentence);
}

describe('what became of the plans', () => {
  test('a statement whose plan is not known on one side is neither new, nor gone, nor another one', () => {
    const [one, two, three] = [byText('one'), byText('two', 'orders_a'), byText('three', 'orders_b')];
    expect(changesBeside([one, two], [one], { head: 'two' })).toEqual([]);
    expect(changesBeside([one], [one, two], { base: 'two' })).toEqual([]);
    expect(changesBeside([two], [three], { head: 'two' })).toEqual([
      expect.stringContaining('a new statement'),
    ]);
  });

  test('the same statements are held against each other, in whatever order they come', () => {
    const [one, two, other] = [
      byText('one', 'orders_a'),
      byText('two', 'orders_b'),
      byText('two', 'orders_c'),
    ];
    expect(changes([one, two], [two, one])).toEqual([]);
    expect(changes([one, two], [other, one])).toEqual([
      ['two', 'Index Scan using orders_b on orders → Index Scan using orders_c on orders', 1, 0],
    ]);
  });

  test('a statement that was rewritten is the one that is left', () => {
    expect(
      changes(
        [byText('one', 'orders_a'), byText('two')],
        [byText('one', 'orders_a'), byText('2', 'orders_b')],
      ),
    ).toEqual([['2', 'Seq Scan on orders → Index Scan using orders_b on orders', 1, 1]]);
  });

  test('others are new, or gone', () => {
    const one = byText('one', 'orders_a');
    expect(changes([one], [one, byText('two')])).toEqual([
      ['two', 'a new statement: Seq Scan on orders', null, 1],
    ]);
    expect(changes([one, byText('two')], [one])).toEqual([['two', 'no longer a statement of it', 1, null]]);
  });

  test('a statement that is asked for twice is two', () => {
    const one = byText('one', 'orders_a');
    expect(changes([one], [one, one])).toEqual([
      ['one', 'a new statement: Index Scan using orders_a on orders', null, 1],
    ]);
  });
});
