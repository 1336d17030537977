import { sql } from '../../src/suite/sql.ts';
import type { Suite } from '../../src/suite/suite.ts';
import { aSuite, anExperiment } from './suite.ts';

const run = sql`SELECT 1`;

/** A sound suite with several experiments, APIs and routes; say what is different. */
export function aShop(different: Partial<Suite> = {}): Suite {
  return aSuite({
    experiments: [
      anExperiment({
        id: 'orders/recent',
        parameters: { frequent: [{}], rare: [{}] },
        variants: { before: { run }, index: {} },
      }),
      anExperiment({
        id: 'orders/list',
        parameters: { all: [{}] },
        variants: { before: { run }, rewritten: { run } },
      }),
    ],
    targets: { before: { command: ['node', 'api.js'] }, after: { command: ['node', 'api.js'] } },
    scenarios: [
      {
        id: 'checkout',
        title: 'Checkout',
        saturation: 2,
        requests: [
          { name: 'list', get: '/orders' },
          { name: 'pay', post: '/orders' },
        ],
      },
    ],
    ...different,
  });
}
