import { duration, size } from '../quantities.ts';
import { share } from '../words.ts';
import type { ExactMetric } from './judgement.ts';

/** "at most 5 % more". */
export function growthInWords(growth: number): string {
  return growth === 0 ? 'no more than on the base' : `at most ${share(growth)} more`;
}

/** "at most 10 % fewer". */
export function lossInWords(loss: number): string {
  return loss === 0 ? 'no fewer than on the base' : `at most ${share(loss)} fewer`;
}

export function timeInWords(seconds: number): string {
  return `at most ${duration(seconds)}`;
}

export function rateInWords(perSecond: number): string {
  return `at least ${figure(perSecond)}/s`;
}

export function amountInWords(metric: ExactMetric, amount: number): string {
  return `at most ${valueInWords(metric, amount)}`;
}

/** "1,240", "2.5", "8.2 kB". */
export function valueInWords(metric: ExactMetric, value: number): string {
  return metric === 'walBytes' ? size(value) : figure(value);
}

/** With two decimals at most: what a request costs is an average. */
export function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
