import { expect, test } from 'vitest';
import { planDifference } from '../../src/plans/difference.ts';
import type { Plan, PlanNode } from '../../src/record/plan.ts';
import { planChangeInBrief } from '../../src/report/cells.ts';
import { aPlan } from '../support/record.ts';

/** A scan of `orders` that took so many seconds, by the index if one is named. */
function scan(seconds: number, index: string | null = null): PlanNode {
  return { ...aPlan('custom', index).root, time: { total: seconds, self: seconds } };
}

function planOf(...scans: readonly PlanNode[]): Plan {
  const append = { type: 'Append', label: 'Append', relation: null, index: null, time: null, buffers: null };
  return { ...aPlan('custom'), root: { ...aPlan('custom').root, ...append, children: [...scans] } };
}

test.each([
  ['mainly the table', [scan(2), scan(0.1, 'orders_pkey')], [scan(0.1, 'orders_new')], 'Seq → Index'],
  ['mainly an index', [scan(0.1), scan(2, 'orders_pkey')], [scan(0.1, 'orders_new')], 'Index → other Index'],
  ['what stays is no change', [scan(2), scan(3, 'orders_pkey')], [scan(3, 'orders_pkey')], 'Seq → Index'],
  [
    'afterwards mainly the table',
    [scan(1, 'orders_pkey')],
    [scan(2), scan(0.1, 'orders_new')],
    'Index → Seq',
  ],
])('of several ways to one relation, the one that took longest: %s', (_, before, after, words) => {
  expect(planChangeInBrief(planDifference([planOf(...before)], [planOf(...after)]))).toBe(words);
});
