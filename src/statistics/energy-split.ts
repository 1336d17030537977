/** Where to cut a series in two, and how different the parts are. */
export interface Split {
  /** Index of the first value of the second part. */
  readonly at: number;
  /** The scaled energy distance of the values before it and after it. */
  readonly evidence: number;
}

/**
 * The split whose parts differ most, over all splits and all ends of the second part; null where the series is too short
 * to have two parts. That the second part may end early keeps a level that comes and goes from hiding itself.
 *
 * The evidence is n·m/(n + m) · (2·mean|x − y| − mean|x − x′| − mean|y − y′|), with n values x and m values y.
 *
 * Source: D. S. Matteson, N. A. James, A nonparametric approach for multiple change point analysis of multivariate
 * data, Journal of the American Statistical Association 109, 2014, equations 5 to 7 with α = 1.
 *
 * @param least values of each part, at least 2
 */
export function bestSplit(values: readonly number[], least: number): Split | null {
  const series = Float64Array.from(values);
  const length = series.length;
  const firsts = amongFirsts(series);
  /** Of each value, its distances to all that come before `at`. */
  const toBefore = new Float64Array(length);
  let best: Split | null = null;
  for (let at = 1; at <= length - least; at += 1) {
    const newest = series[at - 1] ?? 0;
    for (let j = 0; j < length; j += 1)
      toBefore[j] = (toBefore[j] ?? 0) + Math.abs(newest - (series[j] ?? 0));
    if (at < least) continue;
    const before = firsts[at] ?? 0;
    let across = 0;
    for (let end = at + 1; end <= length; end += 1) {
      across += toBefore[end - 1] ?? 0;
      const after = end - at;
      if (after < least) continue;
      const within = (firsts[end] ?? 0) - before - 2 * across;
      const distance =
        (2 * across) / (at * after) - before / (at * (at - 1)) - within / (after * (after - 1));
      const evidence = ((at * after) / end) * distance;
      if (best === null || evidence > best.evidence) best = { at, evidence };
    }
  }
  return best;
}

/** The sum of |vᵢ − vⱼ| over all ordered pairs of the first 0, 1, … n values. */
function amongFirsts(series: Float64Array): Float64Array {
  const sums = new Float64Array(series.length + 1);
  for (let i = 0; i < series.length; i += 1) {
    let toEarlier = 0;
    for (let j = 0; j < i; j += 1) toEarlier += Math.abs((series[i] ?? 0) - (series[j] ?? 0));
    sums[i + 1] = (sums[i] ?? 0) + 2 * toEarlier;
  }
  return sums;
}
