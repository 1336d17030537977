/** From k6's summary to what every driver tells. Without imports beside ours, since it runs inside k6. */
import { grid } from '../../record/grid.ts';
import type { Distribution, TrafficRecord } from '../../record/load-round.ts';
import { mishaps, type Mishap } from '../../record/mishaps.ts';
import { bucketSeconds, type Round } from './round.ts';

/** What `handleSummary` gets, as far as it is used; times in milliseconds. @types/k6 does not type it. */
export interface Summary {
  readonly metrics: Readonly<
    Record<string, { readonly values: Readonly<Record<string, number>> } | undefined>
  >;
  readonly setup_data?: { readonly startedAt: number };
}

/** Of a trend, for every metric: k6 keeps all samples, so any number of quantiles is exact. */
export const trendStats: readonly string[] = ['count', 'avg', 'med', ...grid.map(percentile)];

/** The submetrics that k6 keeps only because a threshold, be it an empty one, names them. */
export function submetrics(round: Round): Readonly<Record<string, string[]>> {
  const byRoute = round.routes.flatMap(({ name }) =>
    ofRequests.map((metric) => tagged(metric, 'route', name)),
  );
  const byThird = thirdsOf(round).flatMap((third) =>
    ofRequests.map((metric) => tagged(metric, 'third', third)),
  );
  const overTime = buckets(round).map((at) => tagged('service_time', 'at', at));
  return Object.fromEntries([...byRoute, ...byThird, ...overTime].map((name) => [name, []]));
}

/** The name of the counter of one kind of mishap; k6 wants letters first. */
export function counterOf(mishap: Mishap): string {
  return `mishap_${mishap}`;
}

/** What is kept of each part of the requests. */
const ofRequests = ['service_time', 'scheduled_time', 'answered', ...mishaps.map(counterOf)];

/** @param fallback when the load began, in seconds since 1970, should k6 have lost it */
export function outcomeOf(summary: Summary, round: Round, fallback: number): TrafficRecord {
  const counter = (name: string): number => summary.metrics[name]?.values['count'] ?? 0;
  const trend = (name: string): Distribution | null => distributionOf(summary.metrics[name]?.values);
  const dropped = counter('dropped_iterations');
  const part = (suffix: (metric: string) => string): TrafficRecord['total'] => ({
    answered: counter(suffix('answered')),
    mishaps: Object.fromEntries(
      mishaps
        .map((kind) => [kind, counter(suffix(counterOf(kind)))] as const)
        .filter(([, count]) => count > 0),
    ),
    service: trend(suffix('service_time')),
    // Iterations that never began take no number, so after a drop nobody knows which request was due when.
    scheduled: dropped > 0 ? null : trend(suffix('scheduled_time')),
  });
  const thirds = thirdsOf(round).map((third) => part((metric) => tagged(metric, 'third', third)));
  return {
    startedAt: (summary.setup_data?.startedAt ?? fallback) + round.settle,
    seconds: round.seconds,
    dropped,
    completed: counter('completed'),
    bytes: counter('data_received'),
    total: part((metric) => metric),
    ...(thirds.length === 0 ? {} : { thirds }),
    routes: round.routes.map(({ name }) => ({ name, ...part((metric) => tagged(metric, 'route', name)) })),
    timeline: buckets(round).flatMap((at) => {
      const values = summary.metrics[tagged('service_time', 'at', at)]?.values;
      if (!values?.['count']) return [];
      const seconds = (quantile: number): number => milliseconds(values[percentile(quantile)]);
      return [{ at, answered: values['count'], p50: seconds(0.5), p95: seconds(0.95) }];
    }),
  };
}

function distributionOf(values: Readonly<Record<string, number>> | undefined): Distribution | null {
  if (!values?.['count']) return null;
  return {
    count: values['count'],
    mean: milliseconds(values['avg']),
    quantiles: grid.map((quantile) => milliseconds(values[percentile(quantile)])),
  };
}

/** To seconds, to the microsecond. */
function milliseconds(value: number | undefined): number {
  return Math.round((value ?? 0) * 1e3) / 1e6;
}

function buckets({ seconds }: Round): readonly number[] {
  const length = bucketSeconds(seconds);
  return Array.from({ length: Math.ceil(seconds / length) }, (_, i) => i * length);
}

/** The thirds of the counted time, where the load is the same in each. */
export function thirdsOf({ pacing }: Round): readonly number[] {
  return pacing.kind === 'rate' ? [0, 1, 2] : [];
}

function percentile(quantile: number): string {
  return `p(${Number((quantile * 100).toFixed(1))})`;
}

function tagged(metric: string, tag: string, value: string | number): string {
  return `${metric}{${tag}:${value}}`;
}
