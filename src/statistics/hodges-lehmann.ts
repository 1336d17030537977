import type { Interval } from './interval.ts';
import { signedRankCritical } from './signed-rank.ts';
import { average, walshAverage, walshCount } from './walsh.ts';

/**
 * The Hodges-Lehmann estimate of the centre of a symmetric distribution: the median of the Walsh averages.
 * NaN without values. For values up to 8e307 in size, whose sums are doubles.
 *
 * Source: J. L. Hodges, E. L. Lehmann, Estimates of location based on rank tests,
 * Annals of Mathematical Statistics 34, 1963.
 */
export function hodgesLehmann(values: readonly number[]): number {
  return centre(values.toSorted((a, b) => a - b));
}

function centre(ascending: readonly number[]): number {
  const count = walshCount(ascending.length);
  const lower = walshAverage(ascending, Math.floor((count + 1) / 2));
  return count % 2 === 1 ? lower : average(lower, walshAverage(ascending, count / 2 + 1));
}

/**
 * The estimate with the interval of all centres that the exact two-sided signed-rank test does not reject.
 * It covers with at least the level that was asked for; with too few values for that (n ≥ 6 for 95 %,
 * n ≥ 8 for 99 %) its ends are infinite. Ties and zeros only make it more conservative.
 *
 * Source: J. W. Tukey; M. Hollander, D. A. Wolfe, Nonparametric Statistical Methods, section 3.3.
 *
 * @param level Coverage, in (0, 1).
 */
export function hodgesLehmannInterval(values: readonly number[], level: number): Interval {
  return hodgesLehmannIntervals(values)(level);
}

/** The same for several levels, of which the estimate is one. */
export function hodgesLehmannIntervals(values: readonly number[]): (level: number) => Interval {
  const ascending = values.toSorted((a, b) => a - b);
  const estimate = centre(ascending);
  return (level) => {
    const rank = signedRankCritical(values.length, (1 - level) / 2);
    if (rank === 0) return { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    return {
      estimate,
      low: walshAverage(ascending, rank),
      high: walshAverage(ascending, walshCount(values.length) + 1 - rank),
    };
  };
}
