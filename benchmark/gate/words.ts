import type { Interval } from '../../src/statistics/interval.ts';

/** "2.5 %", with as many decimals as a thousand decisions have. */
export function share(value: number): string {
  return Number.isNaN(value) ? '–' : `${(value * 100).toFixed(1)} %`;
}

/** What a ratio is away from 1: "+5.2 %". */
export function signed(ratio: number): string {
  const change = (ratio - 1) * 100;
  return `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)} %`;
}

/** "+5.2 % (+4.1 … +6.3)"; without the interval where there are too few blocks for one. */
export function signedInterval({ estimate, low, high }: Interval): string {
  if (!Number.isFinite(high)) return signed(estimate);
  const bare = (ratio: number): string => signed(ratio).replace(' %', '');
  return `${signed(estimate)} (${bare(low)} … ${bare(high)})`;
}

export function seconds(value: number): string {
  return `${value.toFixed(0)} s`;
}
