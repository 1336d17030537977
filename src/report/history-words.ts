import type { Trend, TrendChange } from '../compare/history-trends.ts';
import type { HistoryEntry } from '../record/history.ts';
import { change, count, duration, size } from './units.ts';

/** Why a trend is no verdict; stands wherever one is shown. */
export const forLooking =
  'For looking, not for gating: these runs were not made side by side, and machines differ from run to run. `bench gate` compares side by side.';

export function metricName(metric: Trend['metric']): string {
  return metric === 'walBytes' ? 'WAL' : metric;
}

/** A value of a series in its unit. */
export function trendValue({ metric }: Pick<Trend, 'metric'>, value: number): string {
  if (metric === 'p50' || metric === 'p95') return duration(value);
  return metric === 'walBytes' ? size(value) : count(value);
}

/** "19.0 % slower", and of what is counted "2 → 3". */
export function trendChange(trend: Pick<Trend, 'metric'>, { before, after }: TrendChange): string {
  return trend.metric === 'p50' || trend.metric === 'p95'
    ? change(after / before)
    : `${trendValue(trend, before)} → ${trendValue(trend, after)}`;
}

/** The commit that a run measured, or its day where that is not known; "+" where there were changes beside it. */
export function whichRun({ commit, dirty, at }: HistoryEntry): string {
  return `${commit === null ? dayOf(at) : commit.slice(0, 7)}${dirty ? '+' : ''}`;
}

/** "2026-01-31". */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}
