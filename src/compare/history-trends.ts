import type { HistoryCount, HistoryEntry, HistoryTime } from '../record/history.ts';
import { changePoints } from '../statistics/change-points.ts';
import { quantile } from '../statistics/quantile.ts';

/** What one run says of a series. */
export interface TrendPoint {
  readonly entry: HistoryEntry;
  /** Seconds, or a number per execution or request. */
  readonly value: number;
}

/** A place at which a series settles on another level. */
export interface TrendChange {
  /** Index of the first point of the new level. */
  readonly at: number;
  /** Medians of the levels on both sides. */
  readonly before: number;
  readonly after: number;
  /** What else is not as it was in the run before, in words: where there is something, the code may not be the cause. */
  readonly beside: readonly string[];
}

/** One metric of one query or route, over the runs that have it. */
export interface Trend {
  /** `query:orders/recent:index:rare:p50`. */
  readonly id: string;
  /** `orders/recent:index:rare`. */
  readonly subject: string;
  readonly metric: HistoryTime | HistoryCount;
  readonly points: readonly TrendPoint[];
  readonly changes: readonly TrendChange[];
}

/**
 * Every series of the runs, in the order in which the newest run has them; those that it does not have follow.
 *
 * @param entries in the order of time
 */
export function trendsOf(entries: readonly HistoryEntry[]): readonly Trend[] {
  const found = new Map<string, Omit<Trend, 'changes' | 'points'> & { readonly points: TrendPoint[] }>();
  for (const entry of entries.toReversed()) {
    for (const { value, ...series } of valuesOf(entry)) {
      const trend = found.get(series.id) ?? { ...series, points: [] };
      trend.points.unshift({ entry, value });
      found.set(series.id, trend);
    }
  }
  return [...found.values()].map((trend) => ({ ...trend, changes: changesIn(trend) }));
}

function valuesOf(
  entry: HistoryEntry,
): readonly (Pick<Trend, 'id' | 'subject' | 'metric'> & { readonly value: number })[] {
  return entry.subjects.flatMap(({ kind, name, times, counts }) =>
    [...typed(times).map(([metric, { estimate }]) => [metric, estimate] as const), ...typed(counts)].map(
      ([metric, value]) => ({ id: `${kind}:${name}:${metric}`, subject: name, metric, value }),
    ),
  );
}

function typed<Key extends string, Value>(record: Partial<Record<Key, Value>>): readonly [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

function changesIn({ metric, points }: Pick<Trend, 'metric' | 'points'>): readonly TrendChange[] {
  const values = points.map(({ value }) => value);
  const places = placesIn(values, metric === 'p50' || metric === 'p95');
  const ends = [0, ...places, values.length];
  const levels = ends.slice(1).map((end, i) => quantile(values.slice(ends[i], end), 0.5));
  return places.map((at, i) => ({
    at,
    before: levels[i] ?? Number.NaN,
    after: levels[i + 1] ?? Number.NaN,
    beside: besideThat(points[at - 1]?.entry, points[at]?.entry),
  }));
}

/**
 * Counts repeat exactly, so one other value is a change; a count that often is another does not, and is looked at as times
 * are: on the logarithm, since what changes is a factor, unless there is none of 0.
 */
function placesIn(values: readonly number[], time: boolean): readonly number[] {
  const steps = values.flatMap((value, i) => (i > 0 && value !== values[i - 1] ? [i] : []));
  if (!time && steps.length <= Math.max(1, values.length / 4)) return steps;
  const scaled = values.every((value) => value > 0) ? values.map(Math.log) : values;
  return changePoints(scaled).map(({ at }) => at);
}

function besideThat(before: HistoryEntry | undefined, after: HistoryEntry | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  return [
    ...changed('the machine', machineOf(before), machineOf(after)),
    ...changed('PostgreSQL', before.server, after.server),
    ...(before.data?.hash === after.data?.hash ? [] : ['the data']),
  ];
}

function machineOf({ machine: { cpu, cores } }: HistoryEntry): string {
  return `${cpu} with ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}

function changed(what: string, before: string, after: string): readonly string[] {
  return before === after ? [] : [`${what} (${before} → ${after})`];
}
