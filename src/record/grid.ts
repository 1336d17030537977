/**
 * The quantiles that are kept of each latency distribution, from the least value (0) to the greatest (1).
 * Per cent by per cent, finer where tails are. Without imports, since it is also read inside k6.
 */
export const grid: readonly number[] = [...Array.from({ length: 100 }, (_, i) => i / 100), 0.995, 0.999, 1];
