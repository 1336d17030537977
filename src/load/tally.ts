import { build, type Histogram } from 'hdr-histogram-js';
import { grid } from '../record/grid.ts';
import type { AllRoutes, Distribution, Mishap, TrafficRecord } from '../record/load-round.ts';

/** One route's requests, counted as they end. Microseconds inside: the histogram takes whole numbers. */
export interface Tally {
  /** An answer as expected, after so many seconds. */
  answered(seconds: number): void;
  mishap(kind: Mishap): void;
  readonly histogram: Histogram;
  readonly mishaps: ReadonlyMap<Mishap, number>;
}

/** Three digits: at worst 0.1 % off (statistics.md); up to an hour. */
function newHistogram(): Histogram {
  return build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 3_600_000_000 });
}

export function newTally(): Tally {
  const histogram = newHistogram();
  const mishaps = new Map<Mishap, number>();
  return {
    histogram,
    mishaps,
    answered: (seconds) => histogram.recordValue(Math.max(1, Math.round(seconds * 1e6))),
    mishap: (kind) => mishaps.set(kind, (mishaps.get(kind) ?? 0) + 1),
  };
}

/** A tally as the record has it. Closed load has no time at which a request was due. */
export function routeOf(tally: Tally): AllRoutes {
  return {
    answered: tally.histogram.totalCount,
    mishaps: Object.fromEntries(tally.mishaps),
    service: distributionOf(tally.histogram),
    scheduled: null,
  };
}

/** All routes together. */
export function sumOf(tallies: readonly Tally[]): TrafficRecord['total'] {
  const all = newTally();
  for (const { histogram, mishaps } of tallies) {
    all.histogram.add(histogram);
    for (const [kind, count] of mishaps) for (let i = 0; i < count; i++) all.mishap(kind);
  }
  return routeOf(all);
}

function distributionOf(histogram: Histogram): Distribution | null {
  if (histogram.totalCount === 0) return null;
  return {
    count: histogram.totalCount,
    mean: histogram.mean / 1e6,
    quantiles: grid.map((quantile) => secondsAt(histogram, quantile)),
  };
}

/** @returns seconds */
export function secondsAt(histogram: Histogram, quantile: number): number {
  return (quantile === 0 ? histogram.minNonZeroValue : histogram.getValueAtPercentile(quantile * 100)) / 1e6;
}
