import { quantileEffects, type GateQuantile } from '../../src/statistics/bursts.ts';
import { blockEffect } from '../../src/statistics/block-effect.ts';
import { harrellDavis } from '../../src/statistics/harrell-davis.ts';
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts';
import { quantile } from '../../src/statistics/quantile.ts';
import type { Pair } from '../../src/record/gate.ts';
import type { Series } from './series.ts';

/** What one block says of two sides: ln(head / base). */
export type Estimate = (pairs: readonly Pair[]) => number;

/** As the gate has it. */
export function asShipped(metric: GateQuantile): Estimate {
  return (pairs) => quantileEffects([pairs], metric)[0] ?? Number.NaN;
}

/**
 * Each request of the head beside the same request of the base, which came at the same place of the burst: the median of
 * ln(head / base). Only of pairs in which all were answered.
 */
export function matched(pairs: readonly Pair[]): number {
  const effects = pairs
    .filter(({ base, head }) => base.micros.length === head.micros.length)
    .map(({ base, head }) =>
      quantile(
        head.micros.map((time, i) => Math.log(time / (base.micros[i] ?? Number.NaN))),
        0.5,
      ),
    );
  return hodgesLehmann(effects);
}

/** The p95 of whole bursts by Harrell and Davis, as statistics.md has it; not of pieces of them. */
export function wholeBursts(pairs: readonly Pair[]): number {
  const p95 = (side: keyof Pair) => pairs.map((pair) => harrellDavis(pair[side].micros, 0.95));
  const base = p95('base');
  return hodgesLehmann(p95('head').map((value, i) => Math.log(value / (base[i] ?? Number.NaN))));
}

/** By how much blocks differ from each other, as the standard deviation of what they say: 0.01 is about 1 %. */
export function noiseOf(series: readonly Series[], estimate: Estimate): number {
  const squares = series.map(({ blocks }) => variance(blocks.map(({ pairs }) => estimate(pairs))));
  return Math.sqrt(mean(squares));
}

/** Where the noise of a block comes from, as variances of ln(head / base). */
export interface Parts {
  /** Of the block: its processes, or its connections. */
  readonly between: number;
  /** Of each of its pairs. */
  readonly within: number;
  /** What a block takes before its first pair, and for each pair; seconds. */
  readonly overhead: number;
  readonly each: number;
  /** Pairs of a block with which a verdict takes the least time. */
  readonly best: number;
}

/**
 * The variance of blocks and that of pairs within them, by the analysis of variance with random effects; and the split of
 * time that makes most of them: √(cost of a block / cost of a pair · variance of pairs / variance of blocks).
 *
 * Source: T. Kalibera, R. Jones, Rigorous Benchmarking in Reasonable Time, ISMM 2013, section 6.
 */
export function partsOf(series: readonly Series[], metric: 'p50' | 'p95'): Parts {
  const blocks = series.flatMap((one) => one.blocks);
  const effects = series.map((one) =>
    one.blocks.map(({ pairs }) => pairs.map((pair) => effectOf(pair, metric))),
  );
  const count = mean(blocks.map(({ pairs }) => pairs.length));
  const within = mean(effects.flatMap((blocks) => blocks.map(variance)));
  const between = Math.max(0, mean(effects.map((blocks) => variance(blocks.map(mean)))) - within / count);
  const each = mean(
    blocks.flatMap(({ pairs }) => pairs.map(({ base, head }) => base.seconds + head.seconds)),
  );
  const overhead = mean(blocks.map(({ seconds }) => seconds)) - count * each;
  return { between, within, overhead, each, best: Math.sqrt(((overhead / each) * within) / between) };
}

function effectOf({ base, head }: Pair, metric: 'p50' | 'p95'): number {
  const q = metric === 'p50' ? 0.5 : 0.95;
  return blockEffect([{ base: base.micros, head: head.micros }], q) ?? Number.NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
