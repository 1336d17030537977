import type { Experiment } from '../../src/suite/experiment.ts';
import { sql } from '../../src/suite/sql.ts';
import type { Scenario } from '../../src/suite/scenario.ts';
import type { Suite } from '../../src/suite/suite.ts';

/** A sound experiment; say what is different. */
export function anExperiment(different: Partial<Experiment> = {}): Experiment {
  return {
    id: 'shop/orders',
    title: 'Orders',
    source: '§1',
    parameters: { all: [{ customer: 7 }] },
    answers: 'same rows',
    variants: {
      before: { run: sql`SELECT ${{ parameter: 'customer' }}::int` },
      index: { schema: sql`CREATE INDEX ON orders (customer_id)` },
    },
    ...different,
  };
}

/** A sound suite; say what is different. */
export function aSuite(different: Partial<Suite> = {}): Suite {
  return {
    name: 'shop',
    title: 'Shop',
    dataset: {
      schema: sql`CREATE TABLE orders (id int, customer_id int)`,
      constraints: sql`ALTER TABLE orders ADD PRIMARY KEY (id)`,
      now: '2026-01-06T12:00:00Z',
      scales: { tiny: 0.01, default: 1 },
      tables: { orders: { columns: ['id', 'customer_id'], rows: () => 10, row: (index) => [index, 7] } },
    },
    experiments: [anExperiment()],
    ...different,
  };
}

/** A sound suite with an API and a scenario that differs so. */
export function aLoadedSuite(scenario: object = {}): Suite {
  const pacing = 'rate' in scenario ? {} : { saturation: 2 };
  const sound = { id: 'look', title: 'Looking', ...pacing, requests: [{ name: 'list', get: '/orders' }] };
  return aSuite({
    targets: { before: { command: ['node', 'api.js'] } },
    scenarios: [{ ...sound, ...scenario } as Scenario],
  });
}
