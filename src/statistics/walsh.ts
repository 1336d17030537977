/** How many Walsh averages (xᵢ + xⱼ) / 2, i ≤ j, there are of n values. */
export function walshCount(n: number): number {
  return (n * (n + 1)) / 2;
}

/** Of two values. −0, which is what rounding leaves of the smallest negative averages, is 0: no order tells them apart. */
export function average(a: number, b: number): number {
  return (a + b) / 2 + 0;
}

/**
 * The k-th smallest (k from 1) of the Walsh averages of values in ascending order, without listing them: exactly one
 * of the averages, as doubles round them, as long as the sum of any two values is finite.
 *
 * Source of the idea: J. F. Monahan, Algorithm 616: Fast computation of the Hodges-Lehmann location estimator,
 * ACM Transactions on Mathematical Software 10(3), 1984. The pivot is the middle of what is left, not a random average.
 */
export function walshAverage(ascending: readonly number[], k: number): number {
  const [first, last] = [ascending.at(0) ?? Number.NaN, ascending.at(-1) ?? Number.NaN];
  let [low, high] = [average(first, first), average(last, last)];
  while (low < high) {
    const middle = low + (high - low) / 2;
    // Between neighbours the middle is rounded to one of them; the upper one would not divide anything.
    const { count, below, above } = split(ascending, middle < high ? middle : low);
    if (count >= k) high = below;
    else low = above;
  }
  return high;
}

/** Where x falls among the Walsh averages. */
interface Split {
  /** How many are at most x. */
  readonly count: number;
  /** The largest of them, and the smallest of the others. */
  readonly below: number;
  readonly above: number;
}

/** One pass: for each i the largest j whose average with it is at most x, which only moves down as i moves up. */
function split(ascending: readonly number[], x: number): Split {
  let [count, below, above] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let j = ascending.length - 1;
  for (let i = 0; i <= j; i += 1) {
    const value = ascending[i] ?? 0;
    let other = average(value, ascending[j] ?? 0);
    while (j >= i && other > x) {
      if (other < above) above = other;
      j -= 1;
      other = average(value, ascending[j] ?? 0);
    }
    if (j >= i && other > below) below = other;
    count += j - i + 1;
  }
  return { count, below, above };
}
