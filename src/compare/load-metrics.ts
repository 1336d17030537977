import { latency } from '../record/latency.ts';
import type { AllRoutes, LoadRound, RoundOfLoad } from '../record/load-round.ts';
import type { ScenarioRecord } from '../record/load.ts';
import { hodgesLehmannInterval } from '../statistics/hodges-lehmann.ts';
import { mapInterval, type Interval } from '../statistics/interval.ts';
import { orderInterval } from '../statistics/order-interval.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Verdict } from './judgement.ts';
import type { LoadMetric } from './load-judgement.ts';

/** The metrics of a whole mix, in the order in which they are shown. */
const loadMetrics: readonly LoadMetric[] = [
  'requests/s',
  'p50',
  'p95',
  'p99',
  'errors',
  'database CPU',
  'database CPU per request',
];

/**
 * Those that say something under a scenario. Connections that are as fast as answers come keep the database busy however
 * fast it is, so that it is a request's share of its CPU that tells; elsewhere as much is asked of all sides.
 */
export function metricsOf({
  pacing,
  claims,
}: Pick<ScenarioRecord, 'pacing' | 'claims'>): readonly LoadMetric[] {
  const saturated = pacing.kind === 'saturation';
  const claimed = claims.map(({ metric }): LoadMetric => metric);
  return loadMetrics.filter((metric) => {
    if (metric === 'database CPU') return !saturated || claimed.includes(metric);
    return metric !== 'database CPU per request' || saturated;
  });
}

/** Those that can be said of a route. */
export const routeMetrics: readonly LoadMetric[] = ['p50', 'p95'];

const quantiles: Readonly<Partial<Record<LoadMetric, number>>> = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** Of metrics that are latencies; null for others. */
export function quantileOf(metric: LoadMetric): number | null {
  return quantiles[metric] ?? null;
}

/** What a ratio that went up or down means for a metric: more requests per second are better, more of the rest is worse. */
export function verdictOn(metric: LoadMetric, verdict: Exclude<Verdict, 'invalid'>): Verdict {
  return metric === 'requests/s' ? mirrored[verdict] : verdict;
}

const mirrored = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;

/**
 * What rounds typically show, with a 95 % interval: Hodges-Lehmann on the logarithm; the median with its order interval
 * where some rounds are 0 or beyond all bounds.
 */
export function typicalValue(values: readonly number[]): Interval {
  const usable = values.every((value) => value > 0 && Number.isFinite(value));
  if (usable) return mapInterval(hodgesLehmannInterval(values.map(Math.log), 0.95), Math.exp);
  return { estimate: median(values), ...orderInterval(values, 0.5, 0.95) };
}

/** Infinity minus itself is no number, so that interpolation is left to finite ones. */
function median(values: readonly number[]): number {
  const infinite = values.filter((value) => value === Infinity).length;
  return infinite * 2 >= values.length && infinite > 0 ? Infinity : quantile(values, 0.5);
}

/** Of one round: requests per second, seconds, or a share; null where it was not seen. */
export function valueOf(
  { round, server }: LoadRound,
  metric: LoadMetric,
  cores: number,
  route: string | null,
): number | null {
  const of = route === null ? round.total : round.routes.find(({ name }) => name === route);
  if (of === undefined) return null;
  const quantile = quantileOf(metric);
  if (quantile !== null) return latency(of, quantile);
  if (metric === 'requests/s') return of.answered / round.seconds;
  if (metric === 'errors') return failed(of, round);
  if (server.databaseCpu === null) return null;
  if (metric === 'database CPU') return server.databaseCpu / cores;
  return of.answered === 0 ? null : (server.databaseCpu * round.seconds) / of.answered;
}

/** Of the requests that began, or should have begun, within the counted time. */
function failed({ answered, mishaps }: AllRoutes, { dropped }: RoundOfLoad): number | null {
  const wrong = Object.values(mishaps).reduce((sum, count) => sum + count, 0) + dropped;
  return answered + wrong === 0 ? null : wrong / (answered + wrong);
}
