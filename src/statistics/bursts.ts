import { blockEffect } from './block-effect.ts';
import { hodgesLehmann, hodgesLehmannInterval } from './hodges-lehmann.ts';
import { mapInterval, type Interval } from './interval.ts';
import { oncePer } from './once-per.ts';
import { pieceCount, pieceQuantiles } from './pieces.ts';

/** Requests or executions on one side, one after another. */
export interface BurstTimes {
  /** Of those that were answered, in microseconds. */
  readonly micros: readonly number[];
  /** From the first request to the last answer. */
  readonly seconds: number;
}

/** Both sides at the same moment. */
export interface PairOfBursts {
  readonly base: BurstTimes;
  readonly head: BurstTimes;
}

/** Pairs that share something which others do not, such as a process: one effect comes of them. */
export type Unit = readonly PairOfBursts[];

/** Those of a unit of which both sides say something: what one side alone says is in no test of the two. */
export const answeredPairs = oncePer((unit: Unit): Unit =>
  unit.filter(({ base, head }) => base.micros.length > 0 && head.micros.length > 0),
);

export type GateQuantile = 'p50' | 'p95' | 'p99';

export const quantiles: Readonly<Record<GateQuantile, number>> = { p50: 0.5, p95: 0.95, p99: 0.99 };

/**
 * Answers that a burst must have for its quantile to say anything: what a distribution-free 95 % interval of one that is
 * looked at alone takes to be bounded (`order-interval.ts`). That would be 368 for p99, of which nobody makes a verdict:
 * there, what it takes for the quantile to be another value than the greatest.
 */
export const fewestAnswers: Readonly<Record<GateQuantile, number>> = { p50: 6, p95: 72, p99: 100 };

/** Pairs on both sides of which there are enough answers: dropped for their number, which has nothing to do with times. */
export function usable(unit: Unit, quantile: GateQuantile): Unit {
  const least = fewestAnswers[quantile];
  return unit.filter(({ base, head }) => base.micros.length >= least && head.micros.length >= least);
}

/** ln(the head's quantile / the base's), one for each unit that says something. */
export function quantileEffects(units: readonly Unit[], quantile: GateQuantile): readonly number[] {
  return units.flatMap(
    (unit) => remembered(unit, `effect ${quantile}`, () => effectOf(unit, quantile)) ?? [],
  );
}

function effectOf(unit: Unit, quantile: GateQuantile): number | null {
  const pairs = usable(unit, quantile).map(({ base, head }) => ({ base: base.micros, head: head.micros }));
  return blockEffect(pairs, quantiles[quantile]);
}

/** ln(the head's time per request / the base's), one for each unit that was answered on both sides. */
export function rateEffects(units: readonly Unit[]): readonly number[] {
  return perUnit(units, 'rate', ({ base, head }) => [Math.log(rate(base) / rate(head))]);
}

/**
 * How long the quantile typically is on one side, of the pieces of which the effect is too: in seconds, with its 95 %
 * interval over the units.
 */
export function typicalQuantile(
  units: readonly Unit[],
  side: keyof PairOfBursts,
  quantile: GateQuantile,
): Interval {
  const q = quantiles[quantile];
  return typical(units, `${side} ${quantile}`, ({ base, head }) => {
    if ({ base, head }[side].micros.length < fewestAnswers[quantile]) return [];
    const count = pieceCount([base.micros.length, head.micros.length], q);
    return pieceQuantiles({ base, head }[side].micros, count, q).map((micros) => Math.log(micros / 1e6));
  });
}

/** Answers per second on one side, with the 95 % interval over the units. */
export function typicalRate(units: readonly Unit[], side: keyof PairOfBursts): Interval {
  return typical(units, `${side} rate`, (pair) => [Math.log(rate(pair[side]))]);
}

function rate({ micros, seconds }: BurstTimes): number {
  return micros.length / seconds;
}

/** What a pair says, as logarithms. */
type LogsOf = (pair: PairOfBursts) => readonly number[];

/** On the logarithm, where noise that makes things slower by some share is symmetric. */
function typical(units: readonly Unit[], name: string, logs: LogsOf): Interval {
  return mapInterval(hodgesLehmannInterval(perUnit(units, name, logs), 0.95), Math.exp);
}

/**
 * The Hodges-Lehmann estimate over what the pairs of each unit say.
 *
 * @param name of what they say, unlike those of the others
 */
function perUnit(units: readonly Unit[], name: string, logs: LogsOf): readonly number[] {
  return units.flatMap((unit) => remembered(unit, name, () => estimateOf(unit, logs)) ?? []);
}

function estimateOf(unit: Unit, logs: LogsOf): number | null {
  const values = unit.flatMap(logs).filter((x) => Number.isFinite(x));
  return values.length === 0 ? null : hodgesLehmann(values);
}

/** What a unit comes to does not change, and takes the sorting of all its bursts: each look asks for it again. */
function remembered(unit: Unit, name: string, compute: () => number | null): number | null {
  const of = known(unit);
  const found = of.get(name);
  if (found !== undefined) return found;
  const value = compute();
  of.set(name, value);
  return value;
}

const known = oncePer((_unit: Unit) => new Map<string, number | null>());
