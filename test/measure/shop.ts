import { arrangementsOn } from '../../src/measure/arrange.ts';
import type { MeasureContext } from '../../src/measure/context.ts';
import { measureExperiment } from '../../src/measure/measure.ts';
import type { Server } from '../../src/database/server.ts';
import type { ExperimentRecord } from '../../src/record/experiment.ts';
import type { Warning } from '../../src/record/run.ts';
import type { Experiment } from '../../src/suite/experiment.ts';
import { sql } from '../../src/suite/sql.ts';
import type { ScratchDatabase } from '../support/server.ts';
import { fixedRandom } from './random.ts';

/** A shop with 20,000 orders: one customer in a hundred has half of them, most are paid, few are open. */
const shopSchema = `
  CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (
    id bigint PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, status text NOT NULL,
    amount numeric(10, 2) NOT NULL, placed_at timestamptz NOT NULL);
  INSERT INTO customers SELECT i, 'customer ' || i FROM generate_series(1, 1000) i;
  INSERT INTO orders
  SELECT i, CASE WHEN i % 2 = 0 THEN i / 2 % 10 + 1 ELSE i % 1000 + 1 END,
         CASE WHEN i % 50 = 0 THEN 'open' ELSE 'paid' END, i % 977 / 7.0,
         timestamptz '2026-01-01' + i * interval '1.000001 second'
    FROM generate_series(1, 20000) i;
  VACUUM (ANALYZE)`;

export async function seedShop(database: ScratchDatabase): Promise<void> {
  await using db = await database.connect();
  for (const statement of shopSchema.split(';')) await db.query(statement);
}

/** What an experiment says when nothing but its parts matter. */
export function shopExperiment(parts: Pick<Experiment, 'variants'> & Partial<Experiment>): Experiment {
  return {
    id: 'shop/test',
    title: 'A test',
    source: 'the tests',
    parameters: { typical: [{ customer: 7 }] },
    answers: 'same set',
    ...parts,
  };
}

export const ordersOfCustomer = sql`SELECT count(*) AS orders FROM orders WHERE customer_id = ${{ parameter: 'customer' }}`;

/** Everything that measuring one experiment told. */
export interface Measured {
  readonly record: ExperimentRecord;
  readonly updates: readonly ExperimentRecord[];
  readonly warnings: readonly Warning[];
}

/** Measures with two short rounds, unless said otherwise; comparisons are never decided early. */
export async function measureShop(
  server: Server,
  template: string,
  experiment: Experiment,
  different: Partial<MeasureContext> = {},
): Promise<Measured> {
  const updates: ExperimentRecord[] = [];
  const warnings: Warning[] = [];
  const signal = different.signal ?? new AbortController().signal;
  await using own = arrangementsOn(server, template, import.meta.dirname, [experiment], signal);
  const record = await measureExperiment(experiment, {
    server,
    arrangements: own,
    schedule: { looks: [2], alpha: 0.05, spending: 'pocock' },
    random: fixedRandom(),
    started: performance.now(),
    budget: { round: 0.02 },
    decided: () => false,
    signal,
    onProgress: () => {},
    onUpdate: (update) => {
      updates.push(update);
    },
    onWarning: (warning) => {
      warnings.push(warning);
    },
    ...different,
  });
  return { record, updates, warnings };
}
