import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/record/experiment.ts';
import type { Plan } from '../../src/record/plan.ts';
import type { CellPair } from '../../src/report/markdown/cell-pairs.ts';
import { planTreesPart } from '../../src/report/markdown/plan-trees.ts';
import { aCell, aVariant } from '../support/record.ts';
import { aNode, aPlanOf } from './shop/plans.ts';

const scan = aPlanOf(aNode('Seq Scan on orders'));
const index = aPlanOf(aNode('Index Scan using orders_a on orders'));
const never: Plan = {
  ...aPlanOf(aNode('Bitmap Heap Scan on orders', { rows: null, loops: 0, time: null, buffers: null })),
  mode: 'generic',
};

function cell(custom: Plan, generic: Plan = { ...custom, mode: 'generic' }): Cell {
  return aCell({ plans: { custom: [custom], generic: [generic] }, settled: ['custom'] });
}

function pair(title: string, before: Cell, after: Cell, name = 'typical'): CellPair {
  const record = aVariant({ id: title, title });
  const judgement = { variant: title, stopped: null, comparisons: [], used: { custom: [], generic: [] } };
  return { variant: { record, judgement }, name, before, after };
}

function shown(...pairs: readonly CellPair[]): string {
  const all = pairs.map(({ variant }) => variant.record.id);
  return planTreesPart('orders/recent', pairs, all);
}

/** How many trees there are, by the headings of their columns. */
function trees(text: string): number {
  return text.split('rows (estimate)').length - 1;
}

describe('trees of plans', () => {
  test('before and after, where they differ', () => {
    const text = shown(pair('a', cell(scan), cell(index)));
    expect(trees(text)).toBe(2);
    expect(text).toMatch(/```text\nbefore\n[^]*\n\nafter\n/);
  });

  test('one, where they are the same', () => {
    const text = shown(pair('a', cell(scan), cell(scan)));
    expect(trees(text)).toBe(1);
    expect(text).toContain('before, and the same nodes after\n');
  });

  test('what is shown already is referred to: before', () => {
    const text = shown(pair('a', cell(scan), cell(index)), pair('b', cell(scan), cell(index)));
    expect(trees(text)).toBe(3);
    expect(text).toContain('Before: the nodes that are shown under a, typical. After:');
  });

  test('… and both, where they are the same', () => {
    const text = shown(pair('a', cell(scan), cell(index)), pair('b', cell(scan), cell(scan)));
    expect(trees(text)).toBe(2);
    expect(text).toContain('Before and after: the nodes that are shown under a, typical.');
  });

  test('… and plans of the other kind', () => {
    const [one, other] = [cell(scan), cell(index, never)];
    const text = shown(pair('a', one, other), pair('b', one, other));
    expect(text.split('never (20)')).toHaveLength(2);
    expect(text).toContain(
      'PostgreSQL does not settle on the generic plans, which are those under a, typical.',
    );
  });

  test('mark the node that spent most, and none of a plan that was not executed', () => {
    const lines = shown(pair('a', cell(scan), cell(index, never))).split('\n');
    const marked = lines.filter((line) => line.includes('◀━━'));
    expect(marked.map((line) => line.split('  ')[0])).toEqual([
      'Seq Scan on orders',
      'Index Scan using orders_a on orders',
    ]);
  });

  test('a statement that is executed again with the same nodes is drawn once, and says how often', () => {
    const plans: readonly Plan[] = [
      { ...scan, executions: 2 },
      { ...scan, execution: 2, executions: 3 },
    ];
    const before = aCell({
      plans: { custom: [...plans], generic: plans.map((plan) => ({ ...plan, mode: 'generic' })) },
      settled: ['custom', 'custom'],
    });
    const text = shown(pair('a', before, cell(index)));
    expect(trees(text)).toBe(2);
    expect(text).toContain('custom plan, the first of 5 executions, planning');
  });
});
