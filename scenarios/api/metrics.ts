import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Seconds, by method, route and status. */
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  /** Round trips to the database, by route: what "5 queries → 1" is counted with. */
  readonly statements: Counter<'route'>;
}

/** Node's own metrics (CPU, memory, event-loop lag), the pool's and the routes'. */
export function openMetrics(pool: Pool): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [state, read] of Object.entries(poolStates))
    registry.registerMetric(
      new Gauge({
        name: `database_pool_${state}`,
        help: `Connections of the pool, or requests for one: ${state}`,
        registers: [],
        collect() {
          this.set(read(pool));
        },
      }),
    );
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'From the route being found to the answer being handed over',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
      registers: [registry],
    }),
    statements: new Counter({
      name: 'sql_statements_total',
      help: 'Statements sent to the database',
      labelNames: ['route'],
      registers: [registry],
    }),
  };
}

const poolStates = {
  size: (pool: Pool) => pool.totalCount,
  idle: (pool: Pool) => pool.idleCount,
  in_use: (pool: Pool) => pool.totalCount - pool.idleCount,
  /** Requests that wait for a connection. */
  waiting: (pool: Pool) => pool.waitingCount,
};

export type PoolState = Readonly<Record<keyof typeof poolStates, number>>;

/** What the pool's connections do at this moment (§7.4). */
export function poolState(pool: Pool): PoolState {
  const { size, idle, in_use, waiting } = poolStates;
  return { size: size(pool), idle: idle(pool), in_use: in_use(pool), waiting: waiting(pool) };
}
