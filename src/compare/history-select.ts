import picomatch from 'picomatch';
import { BenchError } from '../errors.ts';
import type { HistoryEntry } from '../record/history.ts';
import { nearestFirst } from '../suite/nearest.ts';
import { patternsOf } from '../suite/select.ts';
import type { Trend } from './history-trends.ts';

/** Runs of one suite over data of one size, in the order of time, and how many others there are. */
export interface Comparable {
  readonly entries: readonly HistoryEntry[];
  readonly others: number;
}

/**
 * The last runs that are like the newest one: others take other times for reasons that are no news.
 *
 * @param last the most of them
 */
export function comparableRuns(history: readonly HistoryEntry[], last: number): Comparable {
  const ordered = history.toSorted((a, b) => a.at.localeCompare(b.at));
  const newest = ordered.at(-1);
  const alike = ordered.filter(
    ({ suite, data }) => suite === newest?.suite && data?.scale === newest.data?.scale,
  );
  return { entries: alike.slice(-last), others: history.length - alike.length };
}

/**
 * The series that one of the globs names, whole or from its beginning, with or without the kind: `orders/*`,
 * `orders/recent:index`, `route:*`; all of them where `only` is undefined.
 *
 * @throws BenchError where a pattern matches none.
 */
export function selectTrends(trends: readonly Trend[], only: string | undefined): readonly Trend[] {
  if (only === undefined) return trends;
  const patterns = patternsOf(only);
  const named = (...globs: string[]) =>
    trends.filter(({ id }) => namesOf(id).some((name) => picomatch.isMatch(name, globs)));
  for (const pattern of patterns) {
    if (pattern !== '' && named(pattern).length > 0) continue;
    const known = trends.map(({ id }) => id);
    throw new BenchError('unknown-series', pattern, nearestFirst(known, pattern));
  }
  return named(...patterns);
}

/** `query:a/b:c:p50` is also named by `query:a/b:c`, `query:a/b`, and each of these without `query:`. */
function namesOf(id: string): readonly string[] {
  const parts = id.split(':');
  return parts.flatMap((_, i) => [parts.slice(0, i + 1).join(':'), parts.slice(1, i + 1).join(':')]);
}

/**
 * The series of each query or route together, those with the latest change before those whose last one is longer ago, and
 * the larger change before the smaller; where nothing changed, in the order in which they were.
 */
export function mostTelling(trends: readonly Trend[]): readonly Trend[] {
  const subjects = [...new Set(trends.map(subjectOf))];
  return subjects
    .map((subject) => trends.filter((trend) => subjectOf(trend) === subject))
    .toSorted((a, b) => byNews(newsOf(a), newsOf(b)))
    .flat();
}

function subjectOf({ id, metric }: Trend): string {
  return id.slice(0, -metric.length);
}

/** When something changed last ("" for never), and how far: on the logarithm, where half and double are as far. */
interface News {
  readonly at: string;
  readonly far: number;
}

function newsOf(trends: readonly Trend[]): News {
  const changes = trends.flatMap(({ points, changes }) =>
    changes.map(({ at, before, after }) => ({
      at: points[at]?.entry.at ?? '',
      // Something where there was nothing is farther than all.
      far: Math.min(Math.abs(Math.log(after / before)), Number.MAX_VALUE),
    })),
  );
  return changes.toSorted(byNews)[0] ?? { at: '', far: 0 };
}

function byNews(a: News, b: News): number {
  return b.at.localeCompare(a.at) || b.far - a.far;
}
