import { describe, expect, test } from 'vitest';
import { allowanceOf, isAbout } from '../../src/suite/allowance.ts';

const nothing = {
  p50: null,
  p95: null,
  throughput: null,
  errors: null,
  statements: null,
  rows: null,
  buffers: null,
  walBytes: null,
  plan: null,
};

type Budget = Parameters<typeof allowanceOf>[0][number];

/** Of all routes, or of what `names` names. */
function budget(limits: Budget['limits'], names = '**'): Budget {
  return { kind: 'route', names, classes: null, limits };
}

describe('what a budget is about', () => {
  const query = { kind: 'query', name: 'orders/recent:rare' } as const;
  const route = { kind: 'route', name: 'checkout/pay' } as const;
  test.each([
    ['a query by its experiment', query, { kind: 'query', names: 'orders/*', classes: null }, true],
    ['a query of another experiment', query, { kind: 'query', names: 'items/*', classes: null }, false],
    [
      'a query in one of its classes',
      query,
      { kind: 'query', names: '**', classes: ['typical', 'rare'] },
      true,
    ],
    ['a query in another class', query, { kind: 'query', names: '**', classes: ['typical'] }, false],
    [
      'the class is no part of the glob',
      query,
      { kind: 'query', names: 'orders/recent:rare', classes: null },
      false,
    ],
    ['a route by its whole name', route, { kind: 'route', names: 'checkout/*', classes: null }, true],
    ['a route of another scenario', route, { kind: 'route', names: 'browse/*', classes: null }, false],
    ['a route for a budget of queries', route, { kind: 'query', names: '**', classes: null }, false],
    ['a query for a budget of routes', query, { kind: 'route', names: '**', classes: null }, false],
    ['one of several', route, { kind: 'route', names: '{browse,checkout}/*', classes: null }, true],
  ] as const)('%s', (_, subject, budget, is) => {
    expect(isAbout(budget, subject)).toBe(is);
  });
});

describe('where several budgets are about the same', () => {
  const route = { kind: 'route', name: 'checkout/pay' } as const;
  test('the strictest holds of each metric', () => {
    expect(
      allowanceOf(
        [
          budget({
            p95: { growth: 0.1, atMost: 0.2 },
            throughput: { atLeast: 50 },
            errors: { atMost: 0.01 },
          }),
          budget({ p95: { growth: 0.05 }, throughput: { atLeast: 80, loss: 0.1 }, errors: { atMost: 0.02 } }),
          budget({ p95: { growth: 0, atMost: 0.001 } }, 'elsewhere/*'),
        ],
        route,
      ),
    ).toEqual({
      ...nothing,
      p95: { growth: 0.05, atMost: 0.2 },
      throughput: { atLeast: 80, loss: 0.1 },
      errors: 0.01,
    });
  });

  test('plans must be as all of them say', () => {
    const plans = [
      { uses: ['a'] },
      { uses: ['a', 'b'], noSequentialScanOn: ['orders'] },
      { sameShape: true },
    ];
    expect(
      allowanceOf(
        plans.map((plan) => budget({ plan })),
        route,
      ).plan,
    ).toEqual({ uses: ['a', 'b'], noSequentialScanOn: ['orders'], sameShape: true });
  });

  test('nothing is said where none is about it, or those that are say nothing', () => {
    expect(allowanceOf([], route)).toEqual(nothing);
    expect(allowanceOf([budget({ p50: {}, throughput: {}, plan: { sameShape: false } })], route)).toEqual(
      nothing,
    );
  });
});
