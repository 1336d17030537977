import { expect, test } from 'vitest';
import { goneSince, namedInRecord, namedInSuite } from '../../../src/run/gate/gone.ts';
import type { Budget } from '../../../src/suite/budget.ts';
import { selectSubjects } from '../../../src/suite/budget-subjects.ts';
import { sql } from '../../../src/suite/sql.ts';
import { aBudget, aGateRun, aQuery, aRoute, someFacts } from '../../support/gate.ts';
import { aShop } from '../../suite/shop.ts';
import { anExperiment } from '../../suite/suite.ts';

const buffers = { growth: 0.1 };
const run = sql`SELECT 1`;

/** Without `orders/list`, without the class `rare`, and without the request `pay`. */
const head = aShop({
  experiments: [
    anExperiment({
      id: 'orders/recent',
      parameters: { frequent: [{}] },
      variants: { before: { run }, index: {} },
    }),
  ],
  scenarios: [
    { id: 'checkout', title: 'Checkout', saturation: 2, requests: [{ name: 'list', get: '/orders' }] },
  ],
});

function gone(budgets: readonly Budget[]): readonly string[] {
  const subjects = selectSubjects({ ...head, budgets });
  return goneSince(namedInSuite(aShop(), budgets), subjects).map(({ kind, name }) => `${kind} ${name}`);
}

test.each<[what: string, budgets: readonly Budget[], gone: readonly string[]]>([
  [
    'what globs of the head name on the base alone',
    [
      { query: 'orders/*', buffers },
      { route: 'checkout/*', buffers },
    ],
    ['query orders/recent:rare', 'query orders/list:all', 'route checkout/pay'],
  ],
  ['nothing that no budget names', [{ route: 'checkout/list', buffers }], []],
  ['no class that no budget names', [{ query: 'orders/*', classes: ['frequent'], buffers }], []],
  [
    'no query that the base has in other variants alone',
    [{ query: 'orders/*', variant: 'index', buffers }],
    ['query orders/recent:rare'],
  ],
])('gone is %s', (_, budgets, names) => {
  expect(gone(budgets)).toEqual(names);
});

test('what the head of a saved run had is gone with its facts; what was gone then is not gone again', () => {
  const before = someFacts({ buffers: 7 });
  const { gate } = aGateRun({
    subjects: [
      aRoute({ name: 'checkout/list' }),
      aRoute({ name: 'checkout/pay', base: null, head: before }),
      aRoute({ name: 'checkout/older', head: null, gone: true }),
      aRoute({ name: 'elsewhere/pay' }),
      aQuery({ name: 'orders/list:all' }),
    ],
  });
  if (gate === null) throw new Error('no gate');
  const saved = namedInRecord(gate, [aBudget({ buffers }, { names: 'checkout/*' })]);
  const subjects = selectSubjects({ ...head, budgets: [{ route: 'checkout/*', buffers }] });
  expect(goneSince(saved, subjects)).toEqual([
    {
      kind: 'route',
      name: 'checkout/pay',
      base: before,
      head: null,
      gone: true,
      answers: null,
      blocks: [],
      trouble: null,
      lost: null,
    },
  ]);
});
