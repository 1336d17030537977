/**
 * A distribution-free interval for the q-quantile between two order statistics, by ranks of the binomial
 * distribution: each tail is left out with at most (1 − level) / 2. An end is infinite where the sample is too
 * small to bound it (a two-sided 95 % interval of p95 needs n ≥ 72, of p99 n ≥ 368): never the maximum instead.
 *
 * Source: H. A. David, H. N. Nagaraja, Order Statistics, 3rd edition, section 7.1.
 */
export function orderInterval(
  values: readonly number[],
  q: number,
  level: number,
): { readonly low: number; readonly high: number } {
  const ascending = values.toSorted((a, b) => a - b);
  const { low, high } = orderRanks(ascending.length, q, level);
  return {
    low: ascending[low - 1] ?? Number.NEGATIVE_INFINITY,
    high: ascending[high - 1] ?? Number.POSITIVE_INFINITY,
  };
}

/** The fewest values whose interval has an upper end: all n of them are at most the quantile with a chance of qⁿ. */
export function fewestBounded(q: number, level = 0.95): number {
  return Math.ceil(Math.log((1 - level) / 2) / Math.log(q));
}

/** Ranks (from 1) of the two order statistics among n; 0 below and n + 1 above stand for "unbounded". */
export function orderRanks(
  n: number,
  q: number,
  level: number,
): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  // P(X₍ᵣ₎ > quantile) = P(fewer than r values are at most the quantile) = P(B ≤ r − 1), B binomial (n, q).
  let low = 0;
  let high = n + 1;
  let cumulative = 0;
  // ln P(B = b), from which the next one follows; as logarithms they do not underflow for large n.
  let log = n * Math.log1p(-q);
  for (let b = 0; b <= n; b += 1) {
    cumulative += Math.exp(log);
    log += Math.log((n - b) / (b + 1)) + Math.log(q) - Math.log1p(-q);
    if (cumulative <= tail) low = b + 1;
    if (1 - cumulative <= tail && b + 1 < high) high = b + 1;
  }
  return { low, high };
}
