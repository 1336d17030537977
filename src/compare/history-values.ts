import type { HistoryCount, HistorySubject, HistoryTime } from '../record/history.ts';
import type { Interval } from '../statistics/interval.ts';

/** Those that are known: JSON has no infinity, and an end at 0 or at infinity bounds nothing. */
export function timesOf(
  times: Readonly<Partial<Record<HistoryTime, Interval | null | undefined>>>,
): HistorySubject['times'] {
  const known = Object.entries(times).flatMap(([metric, time]) =>
    time && bound(time.estimate) !== null
      ? [[metric, { estimate: time.estimate, low: bound(time.low), high: bound(time.high) }] as const]
      : [],
  );
  return Object.fromEntries(known);
}

/** Those that are known. */
export function countsOf(counts: Readonly<Record<HistoryCount, number | null>>): HistorySubject['counts'] {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== null));
}

function bound(seconds: number): number | null {
  return seconds > 0 && Number.isFinite(seconds) ? seconds : null;
}
