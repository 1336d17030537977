import { describe, expect, test } from 'vitest';
import { misfitsOf } from '../../src/suite/check.ts';
import { aShop } from './shop.ts';

const p95 = { growth: 0.05 };

/** What a suite with this budget is told. */
function toldOf(budget: object): readonly string[] {
  return misfitsOf(aShop({ budgets: [budget as never] }), import.meta.dirname);
}

describe('a budget that fits', () => {
  test.each<[what: string, budget: object]>([
    ['the least', { query: 'orders/recent', p95 }],
    [
      'of a query, with all that it can have',
      {
        query: 'orders/recent',
        variant: 'index',
        classes: ['rare'],
        p50: { atMost: 0.01 },
        p95: { atMost: 0.02, growth: 0.05 },
        statements: { atMost: 2, growth: 0 },
        rows: { growth: 0 },
        buffers: { growth: 0.1 },
        walBytes: { atMost: 0 },
        plan: { noSequentialScanOn: ['orders'], uses: ['orders_customer'], sameShape: true },
      },
    ],
    [
      'of a route, with what routes alone can have',
      { route: 'checkout/pay', throughput: { atLeast: 50, loss: 0.1 }, errors: { atMost: 0 } },
    ],
    ['of everything', { query: '**', p95 }],
    ['of every route', { route: '*/*', p95 }],
    ['of a class that only one of the experiments has', { query: 'orders/*', classes: ['all', 'rare'], p95 }],
  ])('%s', (_, budget) => {
    expect(toldOf(budget)).toEqual([]);
  });

  test('several of one experiment, as the same variant', () => {
    const budgets = [
      { query: 'orders/*', p95 },
      { query: 'orders/recent', variant: 'before', buffers: { growth: 0.1 } },
    ];
    expect(misfitsOf(aShop({ budgets }), import.meta.dirname)).toEqual([]);
  });
});

describe('a budget that does not', () => {
  test.each<[what: string, budget: object, sentence: string | RegExp]>([
    ['about nothing', { p95 }, 'budgets[0]: must have exactly one of query, route'],
    [
      'about a query and a route',
      { query: 'orders/recent', route: 'checkout/pay', p95 },
      'budgets[0]: must have exactly one of query, route',
    ],
    [
      'without a limit',
      { query: 'orders/recent' },
      /^budgets\[0\]: must have at least one limit: p50, p95, /,
    ],
    ['a metric that there is not', { query: 'orders/recent', p95, p99: p95 }, /"p99"/],
    [
      'a limit that says nothing',
      { query: 'orders/recent', p95: {} },
      'budgets[0].p95: must have atMost, growth or both',
    ],
    [
      'a growth below nothing',
      { query: 'orders/recent', buffers: { growth: -0.1 } },
      'budgets[0].buffers.growth: must not be below 0',
    ],
    [
      'a growth in per cent',
      { query: 'orders/recent', p95: { growth: 5 } },
      'budgets[0].p95.growth: must be 0 … 1: 0.05 is five per cent more',
    ],
    [
      'a time in milliseconds',
      { query: 'orders/recent', p95: { atMost: 250 } },
      'budgets[0].p95.atMost: must be in seconds, 60 at most: 0.25 is 250 ms',
    ],
    [
      'a time of nothing',
      { query: 'orders/recent', p50: { atMost: 0 } },
      'budgets[0].p50.atMost: must be above 0',
    ],
    [
      'throughput of a query',
      { query: 'orders/recent', throughput: { loss: 0.1 } },
      /^budgets\[0\]\.throughput: is for routes/,
    ],
    [
      'errors of a query',
      { query: 'orders/recent', errors: { atMost: 0 } },
      /^budgets\[0\]\.errors: is for routes/,
    ],
    [
      'a variant of a route',
      { route: 'checkout/pay', variant: 'index', p95 },
      'budgets[0].variant: is for queries',
    ],
    [
      'classes of a route',
      { route: 'checkout/pay', classes: ['rare'], p95 },
      'budgets[0].classes: is for queries',
    ],
    [
      'errors in per cent',
      { route: 'checkout/pay', errors: { atMost: 2 } },
      'budgets[0].errors.atMost: must be a share of the requests, 0 … 1',
    ],
    [
      'throughput that says nothing',
      { route: 'checkout/pay', throughput: {} },
      'budgets[0].throughput: must have atLeast, loss or both',
    ],
    [
      'all throughput lost',
      { route: 'checkout/pay', throughput: { loss: 1 } },
      /^budgets\[0\]\.throughput\.loss: must be below 1/,
    ],
    [
      'a plan of which nothing is asked',
      { query: 'orders/recent', plan: { sameShape: false } },
      'budgets[0].plan: must have noSequentialScanOn, uses or sameShape',
    ],
    [
      'a list of no tables',
      { query: 'orders/recent', plan: { noSequentialScanOn: [] } },
      'budgets[0].plan.noSequentialScanOn: must name at least one',
    ],
    [
      'a glob that matches no experiment',
      { query: 'order/*', p95 },
      'budgets[0].query: no experiment matches "order/*": orders/list, orders/recent',
    ],
    [
      'a glob that matches no route: one star is one name',
      { route: '*', p95 },
      'budgets[0].route: no request of a scenario matches "*": checkout/pay, checkout/list',
    ],
    [
      'a variant that one of the experiments has not',
      { query: 'orders/*', variant: 'index', p95 },
      'budgets[0].variant: orders/list has no variant "index": before, rewritten',
    ],
    [
      'a class that there is not',
      { query: 'orders/*', classes: ['rare', 'absent'], p95 },
      'budgets[0].classes[1]: no parameter class is called "absent": frequent, rare, all',
    ],
    [
      'classes none of which one of the experiments has',
      { query: 'orders/*', classes: ['rare'], p95 },
      'budgets[0].classes: orders/list has none of them: all',
    ],
  ])('%s', (_, budget, sentence) => {
    const [misfit, ...others] = toldOf(budget);
    expect(misfit).toMatch(sentence);
    expect(others).toEqual([]);
  });

  test('one that has an experiment run as another variant', () => {
    const budgets = [
      { query: 'orders/*', p95 },
      { query: 'orders/recent', variant: 'index', buffers: { growth: 0.1 } },
    ];
    expect(misfitsOf(aShop({ budgets }), import.meta.dirname)).toEqual([
      'budgets[1]: is about orders/recent as "index", and budgets[0] as "before": an application runs one of them',
    ]);
  });

  test('one of routes, in a suite that has none', () => {
    const { scenarios: _, ...bare } = aShop({ budgets: [{ route: 'checkout/pay', p95 }] });
    expect(misfitsOf(bare, import.meta.dirname)).toEqual([
      'budgets[0].route: no request of a scenario matches "checkout/pay": there is none',
    ]);
  });
});

describe('settings of the gate', () => {
  test.each<[what: string, gate: object, told: readonly string[]]>([
    ['none', {}, []],
    ['all', { target: 'after', prepare: [['npm', 'ci'], ['make']], connections: 4 }, []],
    ['nothing to prepare', { prepare: [] }, []],
    [
      'a target that there is not',
      { target: 'aftre' },
      ['gate.target: no target is called "aftre": before, after'],
    ],
    [
      'a command as text',
      { prepare: ['npm ci'] },
      [expect.stringMatching(/^gate\.prepare\[0\]: /) as string],
    ],
    ['an empty command', { prepare: [[]] }, ['gate.prepare[0]: must be a program and its arguments']],
    ['no connections', { connections: 0 }, ['gate.connections: must be above 0']],
    ['a word too many', { targets: 'after' }, [expect.stringMatching(/"targets"/) as string]],
  ])('%s', (_, gate, told) => {
    expect(misfitsOf(aShop({ gate }), import.meta.dirname)).toEqual(told);
  });

  test('a target in a suite that has none', () => {
    const { scenarios: _, targets: __, ...bare } = aShop({ gate: { target: 'after' } });
    expect(misfitsOf(bare, import.meta.dirname)).toEqual(['gate.target: the suite has no targets']);
  });
});
