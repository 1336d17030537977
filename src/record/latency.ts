import { grid } from './grid.ts';
import type { AllRoutes } from './load-round.ts';

/**
 * The time within which this share of all requests was answered, counted from when each was due where that is known.
 * Those that timed out took longer than all others: where they are too many, that is Infinity, and not the time of the
 * lucky ones. null where there were none.
 */
export function latency(
  { service, scheduled, answered, mishaps }: AllRoutes,
  quantile: number,
): number | null {
  const times = scheduled ?? service;
  const late = mishaps.timeout ?? 0;
  if (answered + late === 0) return null;
  if (times === null) return Infinity;
  const share = (quantile * (answered + late)) / answered;
  if (share > 1) return Infinity;
  const index = grid.findIndex((probability) => probability >= share - 1e-9);
  return times.quantiles[index] ?? Infinity;
}
