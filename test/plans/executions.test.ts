import { describe, expect, test } from 'vitest';
import { planDifference } from '../../src/plans/difference.ts';
import { eachShapeOnce, executedIn, total } from '../../src/plans/executions.ts';
import { blocksTouched } from '../../src/plans/walk.ts';
import type { Plan } from '../../src/record/plan.ts';
import { aNode, aPlanOf, touching } from '../report/shop/plans.ts';

const scan = (blocks: number, different: Partial<Plan> = {}): Plan =>
  aPlanOf(aNode('Seq Scan on orders', { rows: 10, buffers: touching(blocks) }), {
    execution: 0.01,
    ...different,
  });
const lookup = (blocks: number, different: Partial<Plan> = {}): Plan =>
  aPlanOf(aNode('Index Scan using a on orders', { rows: 1, buffers: touching(blocks) }), {
    execution: 0.001,
    ...different,
  });
const planned: Plan = aPlanOf(aNode('Seq Scan on orders', { rows: null, loops: 0, buffers: null }));

describe('figures of a call', () => {
  test.each<[what: string, plans: readonly Plan[], statements: number, blocks: number | null]>([
    ['a plan that was never counted is executed once', [scan(5), scan(7)], 2, 12],
    ['each as often as it is executed', [scan(5, { executions: 3 }), scan(7)], 4, 22],
    ['what this call does not execute counts nothing', [scan(5, { executions: 0 }), scan(7)], 1, 7],
    ['… whether or not its figures are known', [{ ...planned, executions: 0 }, scan(7)], 1, 7],
    ['one that is executed without figures', [{ ...planned, executions: 2 }, scan(7)], 3, null],
    ['nothing', [], 0, 0],
  ])('%s', (_, plans, statements, blocks) => {
    expect(executedIn(plans)).toBe(statements);
    expect(total(plans, blocksTouched)).toBe(blocks);
  });

  test('of a difference', () => {
    const { buffers, scanned, removed } = planDifference([scan(5, { executions: 3 })], [lookup(4)]);
    expect(buffers).toEqual({ before: 15, after: 4 });
    expect(scanned).toEqual({ before: { rows: 30, off: 0 }, after: { rows: 1, off: 0 } });
    expect(removed.before).toEqual({ rows: 0, off: 0 });
  });
});

describe('executions of one shape', () => {
  test('are one plan, the first, with the number of all', () => {
    const plans = [lookup(3, { executions: 2 }), scan(9), lookup(4), lookup(4, { statement: 'SELECT 1' })];
    expect(eachShapeOnce(plans)).toEqual([{ ...plans[0], executions: 3 }, plans[1], plans[3]]);
  });

  test('however many there are, are no difference in nodes', () => {
    const { level, summary } = planDifference([lookup(3), lookup(4), lookup(5)], [lookup(3)]);
    expect([level, summary]).toEqual(['none', 'same plan; 12 → 3 buffers']);
  });

  test('that one side alone has are one', () => {
    const { level, summary } = planDifference([lookup(3)], [lookup(3), scan(9)]);
    expect([level, summary]).toEqual(['access', 'also Seq Scan on orders; 3 → 12 buffers']);
  });
});
