import { describe, expect, test } from 'vitest';
import { changesData, costliest, indexesUsed, misestimate, nodesOf } from '../../src/plans/walk.ts';
import type { Plan, PlanNode } from '../../src/record/plan.ts';
import { fixture } from './fixtures.ts';

function withRoot(different: Partial<PlanNode>): PlanNode {
  return { ...fixture('top-n.15').root, mayStopEarly: false, ...different };
}

describe('misestimates', () => {
  test.each([
    ['as expected', { estimatedRows: 20, rows: 20 }, 1],
    ['too few expected', { estimatedRows: 10, rows: 1000 }, 100],
    ['too many expected', { estimatedRows: 1000, rows: 10 }, 100],
    ['no rows count as one', { estimatedRows: 50, rows: 0 }, 50],
    ['not executed', { estimatedRows: 50, rows: null }, null],
    ['stopped early, with fewer', { estimatedRows: 1000, rows: 10, mayStopEarly: true }, null],
    ['stopped early, with more all the same', { estimatedRows: 1, rows: 10, mayStopEarly: true }, 10],
    ['off by no more than rounding explains', { estimatedRows: 100_001, rows: 100_002, loops: 3 }, 1],
    ['a total that may be off itself', { estimatedRows: 40, rows: 0, loops: 20 }, 4],
    ['a total of fractions', { estimatedRows: 40, rows: 5, loops: 20 }, 8],
  ])('%s', (_, node, factor) => {
    expect(misestimate(withRoot(node))).toBe(factor);
  });
});

describe('the costliest node', () => {
  test('by its own time', () => {
    expect(costliest(fixture('bitmap-and.15'))?.label).toBe('Bitmap Index Scan on orders_amount');
  });

  test('by its own blocks where there is no timing', () => {
    const untimed = (node: PlanNode): PlanNode => ({
      ...node,
      time: null,
      children: node.children.map(untimed),
    });
    const plan: Plan = fixture('initplan.15');
    expect(costliest({ ...plan, root: untimed(plan.root) })?.label).toBe(
      'Index Scan using orders_pkey on orders',
    );
  });

  test('is none of a plan that was not executed', () => {
    expect(costliest(fixture('generic.15'))).toBeNull();
  });
});

test('nodes come as EXPLAIN prints them', () => {
  expect(nodesOf(fixture('top-n.15')).map(({ type }) => type)).toEqual(['Limit', 'Sort', 'Seq Scan']);
});

test.each([
  ['a bitmap scan', 'bitmap-and.15', ['orders_customer', 'orders_amount']],
  ['the index of a conflict', 'on-conflict.15', ['tags_tag_key']],
  ['an index that was planned and never reached', 'never-executed.15', ['orders_customer']],
  ['none', 'top-n.15', []],
])('indexes of %s', (_, name, indexes) => {
  expect(indexesUsed(fixture(name))).toEqual(indexes);
});

test.each([
  ['an INSERT', 'on-conflict.15', true],
  ['a CTE that deletes', 'writing-cte.15', true],
  ['a SELECT', 'top-n.15', false],
])('%s changes data: %s, %s', (_, name, changes) => {
  expect(changesData(fixture(name))).toBe(changes);
});
