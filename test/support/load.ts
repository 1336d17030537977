import { grid } from '../../src/record/grid.ts';
import type { AllRoutes, Distribution, LoadRound } from '../../src/record/load-round.ts';
import type { CapacitiesRecord, CapacityRecord, LoadRecord } from '../../src/record/load.ts';
import { uniform } from './random.ts';

/** Times that lie evenly between nothing and twice the median. */
export function timesAround(median: number, count = 400): Distribution {
  return { count, mean: median, quantiles: grid.map((share) => Math.max(1e-6, 2 * median * share)) };
}

/** A round of one side; say how long its requests take, and what else is different. */
export function aRound(
  pair: number,
  side: string,
  median: number,
  different: {
    readonly timeouts?: number;
    readonly answered?: number;
    readonly cpu?: number;
    readonly process?: number | null;
  } = {},
): LoadRound {
  const { timeouts = 0, answered = 400, cpu = median * 10, process = 0 } = different;
  const times = answered === 0 ? null : timesAround(median, answered);
  const total: AllRoutes = {
    answered,
    mishaps: timeouts === 0 ? {} : { timeout: timeouts },
    service: times,
    scheduled: null,
  };
  const sentence = `${((timeouts / (timeouts + answered)) * 100).toFixed(1)} % of the requests timed out, and 0.0 % may`;
  return {
    at: pair * 4,
    pair,
    side,
    process,
    round: {
      startedAt: 1_800_000_000 + pair * 4,
      seconds: 2,
      dropped: 0,
      bytes: 100_000,
      total,
      routes: [{ name: 'list', ...total }],
      timeline: [],
      pacing: { kind: 'saturation', connections: 4 },
      asked: { seconds: 2, rate: null },
      generator: { driver: 'autocannon', version: '9.0.0', cpu: 0.2, room: 1 },
    },
    server: {
      databaseCpu: cpu,
      apiCpu: 0.3,
      poolWaiting: { mean: 1, most: 3 },
      eventLoopLag: 0.012,
      statements: [],
      waits: { CPU: 1 },
      checkpoints: 0,
      autovacuum: 0,
    },
    validity:
      timeouts === 0
        ? { outcome: 'valid' }
        : { outcome: 'invalid', reasons: [{ about: 'timeouts', sentence, remedy: 'lower the load' }] },
  };
}

/** Pairs in which `after` takes `factor` times as long as `before`, each round with some noise of its own. */
export function pairsOf(count: number, factor: number, noise = 0.02): LoadRound[] {
  const next = uniform(7);
  const wobble = () => Math.exp(noise * (next() - 0.5));
  return Array.from({ length: count }, (_, pair) => {
    return [
      aRound(pair, 'before', 0.02 * wobble(), { answered: Math.round(4000 * wobble()) }),
      aRound(pair, 'after', 0.02 * factor * wobble(), {
        answered: Math.round((4000 / factor) * wobble()),
      }),
    ];
  }).flat();
}

function costs(statements: number, blocks: number) {
  return [{ name: 'list', requests: 20, statements, rows: 20, blocks, walBytes: 0 }];
}

/** Two sides under closed load, by autocannon; say what is different. */
export function aLoad(different: Partial<LoadRecord> = {}): LoadRecord {
  const rounds = different.rounds ?? pairsOf(8, 0.25);
  return {
    scenario: {
      id: 'window-shopping',
      title: 'People who only look',
      source: '§9.2',
      pacing: { kind: 'saturation', connections: 4 },
      requests: [{ name: 'list', method: 'GET', path: '/orders?page={page}', weight: 1, explainedBy: null }],
      allowance: { errors: 0, timeouts: 0, dropped: 0 },
      timeout: 10,
      settle: 0.5,
      claims: [],
    },
    driver: 'autocannon',
    sides: [
      { id: 'before', title: 'as it is', schema: '', failure: null, costs: costs(3, 1200) },
      {
        id: 'after',
        title: 'with the index',
        schema: 'CREATE INDEX orders_status_placed_at ON orders (status, placed_at DESC);\n',
        failure: null,
        costs: costs(1, 12),
      },
    ],
    schedule: { looks: [Math.max(1, rounds.length / 2)], alpha: 0.05, spending: 'pocock' },
    rounds,
    complete: true,
    ...different,
  };
}

/** What one side carries. */
export function aCapacity(side: string, holds: number | null, breaks: number | null): CapacityRecord {
  return {
    side,
    limit: { quantile: 0.95, seconds: 0.5 },
    knee: { holds, breaks },
    ended: null,
    remedy: null,
    points: [
      ...(holds === null ? [] : [point(holds, 'holds')]),
      // Tried twice, as a rate is that breaks.
      ...(breaks === null ? [] : [point(breaks, 'breaks'), point(breaks, 'breaks')]),
    ],
  };
}

/** Of a side, of which nothing was found. */
export function noCapacity(side: string, ended: string, remedy: string | null): CapacityRecord {
  return { ...aCapacity(side, null, null), ended, remedy };
}

export function capacitiesOf(...sides: readonly CapacityRecord[]): CapacitiesRecord {
  return {
    scenario: { id: 'window-shopping', title: 'People who only look' },
    sides: [...sides],
    complete: true,
  };
}

function point(rate: number, outcome: 'holds' | 'breaks') {
  return {
    rate,
    outcome,
    reason: outcome === 'holds' ? null : 'p95 was 600 ms, and may be 500 ms',
    achieved: rate,
    p50: 0.01,
    p95: outcome === 'holds' ? 0.2 : 0.6,
  };
}
