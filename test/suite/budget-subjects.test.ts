import { describe, expect, test } from 'vitest';
import type { Budget } from '../../src/suite/budget.ts';
import { everySubject, selectSubjects, type BudgetSubjects } from '../../src/suite/budget-subjects.ts';
import { checkIds } from '../../src/suite/check-ids.ts';
import { aShop } from './shop.ts';

const p95 = { growth: 0.05 };
const buffers = { growth: 0.1 };

/** What these budgets are about, in a word each. */
function namedBy(...budgets: readonly Budget[]): readonly string[] {
  return inWords(selectSubjects(aShop({ budgets })));
}

function inWords({ queries, routes }: BudgetSubjects): readonly string[] {
  return [
    ...queries.map(({ experiment, variant, classes }) => `${experiment.id} ${variant}: ${classes.join(' ')}`),
    ...routes.map(({ scenario, requests }) => `${scenario.id}: ${requests.join(' ')}`),
  ];
}

describe('selectSubjects', () => {
  test.each<[what: string, budgets: readonly Budget[], named: readonly string[]]>([
    ['nothing', [], []],
    ['an experiment, as its baseline', [{ query: 'orders/list', p95 }], ['orders/list before: all']],
    [
      'an experiment as a variant, in some of its classes',
      [{ query: 'orders/recent', variant: 'index', classes: ['rare'], p95 }],
      ['orders/recent index: rare'],
    ],
    [
      "several, in the suite's order and not the budgets'",
      [
        { query: 'orders/list', p95 },
        { query: 'orders/recent', p95 },
      ],
      ['orders/recent before: frequent rare', 'orders/list before: all'],
    ],
    [
      "one that two budgets name comes once, with both budgets' classes in the suite's order",
      [
        { query: 'orders/recent', classes: ['rare'], p95 },
        { query: 'orders/re*', classes: ['frequent'], buffers },
      ],
      ['orders/recent before: frequent rare'],
    ],
    [
      'an experiment without any of the classes is left out',
      [{ query: 'orders/*', classes: ['all'], p95 }],
      ['orders/list before: all'],
    ],
    ['a route', [{ route: 'checkout/pay', p95 }], ['checkout: pay']],
    [
      "routes, each once, in the scenario's order",
      [
        { route: 'checkout/pay', p95 },
        { route: 'checkout/*', buffers },
      ],
      ['checkout: list pay'],
    ],
    [
      'a query is no route, whatever the glob',
      [{ query: '**', p95 }],
      ['orders/recent before: frequent rare', 'orders/list before: all'],
    ],
  ])('%s', (_, budgets, named) => {
    expect(namedBy(...budgets)).toEqual(named);
  });
});

describe('everySubject', () => {
  test('every query as its baseline, and every route', () => {
    expect(inWords(everySubject(aShop()))).toEqual([
      'orders/recent before: frequent rare',
      'orders/list before: all',
      'checkout: list pay',
    ]);
  });

  test('no route where there is no API to ask', () => {
    expect(everySubject(aShop({ targets: {} })).routes).toEqual([]);
  });
});

describe('checkIds', () => {
  test('one for each limit of each class and of each route, each once', () => {
    const budgets: readonly Budget[] = [
      { query: 'orders/*', classes: ['rare', 'all'], p95, buffers },
      { query: 'orders/recent', p95 },
      { route: 'checkout/pay', p95, plan: { sameShape: true } },
    ];
    expect(checkIds(aShop({ budgets }))).toEqual([
      'query:orders/recent:rare:p95',
      'query:orders/recent:rare:buffers',
      'query:orders/list:all:p95',
      'query:orders/list:all:buffers',
      'query:orders/recent:frequent:p95',
      'route:checkout/pay:p95',
      'route:checkout/pay:plan',
    ]);
  });

  test('none without budgets', () => {
    expect(checkIds(aShop())).toEqual([]);
  });
});
