import { expect, test } from 'vitest';
import { budget, type BudgetRecord } from '../../../src/record/gate.ts';
import { describeBudget } from '../../../src/run/gate/describe-budget.ts';
import type { Budget } from '../../../src/suite/budget.ts';

const p95 = { atMost: 0.1, growth: 0.05 };

test.each<[what: string, given: Budget, kept: BudgetRecord]>([
  [
    'of a query: the variant stands elsewhere',
    { query: 'orders/*', variant: 'index', p95 },
    { kind: 'query', names: 'orders/*', classes: null, limits: { p95 } },
  ],
  [
    'of some classes, with all that plans can be asked',
    {
      query: 'orders/recent',
      classes: ['rare'],
      plan: { noSequentialScanOn: ['orders'], uses: ['orders_customer'], sameShape: true },
    },
    {
      kind: 'query',
      names: 'orders/recent',
      classes: ['rare'],
      limits: { plan: { noSequentialScanOn: ['orders'], uses: ['orders_customer'], sameShape: true } },
    },
  ],
  [
    'of a route, with all that numbers can be asked',
    {
      route: 'checkout/*',
      p50: { growth: 0.05 },
      p95,
      throughput: { atLeast: 50, loss: 0.1 },
      errors: { atMost: 0 },
      statements: { growth: 0 },
      rows: { growth: 0 },
      buffers: { growth: 0.1 },
      walBytes: { atMost: 100 },
      plan: { noSequentialScanOn: ['orders'] },
    },
    {
      kind: 'route',
      names: 'checkout/*',
      classes: null,
      limits: {
        p50: { growth: 0.05 },
        p95,
        throughput: { atLeast: 50, loss: 0.1 },
        errors: { atMost: 0 },
        statements: { growth: 0 },
        rows: { growth: 0 },
        buffers: { growth: 0.1 },
        walBytes: { atMost: 100 },
        plan: { noSequentialScanOn: ['orders'] },
      },
    },
  ],
])('a budget %s', (_, given, kept) => {
  expect(describeBudget(given)).toStrictEqual(kept);
  expect(budget.parse(kept)).toEqual(kept);
});
