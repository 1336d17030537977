import { ascending } from './ascending.ts';

/** The ranks of two samples in their union, from 1. Equal values share the mean of their ranks; doubled, it is whole. */
export interface Midranks {
  /** Of all values, ascending. */
  readonly doubled: Uint32Array;
  /** The sum of those of the first sample. */
  readonly sum: number;
  /** Σ (t³ − t) over the groups of t equal values, by which ties narrow the distribution of rank sums. */
  readonly ties: number;
}

/** Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition, section 5.1. */
export function midranks(first: readonly number[], second: readonly number[]): Midranks {
  const x = ascending(first);
  const y = ascending(second);
  const doubled = new Uint32Array(x.length + y.length);
  let [i, j, sum, ties] = [0, 0, 0, 0];
  while (i + j < doubled.length) {
    const below = i + j;
    const value = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    const before = i;
    // Written so that NaN ends it too.
    while (i < x.length && !((x[i] ?? 0) > value)) i += 1;
    while (j < y.length && !((y[j] ?? 0) > value)) j += 1;
    const equal = i + j - below;
    const rank = 2 * below + equal + 1;
    doubled.fill(rank, below, i + j);
    sum += (i - before) * rank;
    ties += equal ** 3 - equal;
  }
  return { doubled, sum, ties };
}
