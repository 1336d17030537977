import type { Interval } from '../compare/judgement.ts';
import { count, duration } from '../compare/quantities.ts';

export { count, duration, size } from '../compare/quantities.ts';

/** A count that may be off by so much: "≈99,999", or "38,112" where it cannot be. */
export function near(number: number, off: number): string {
  return `${off > 0 ? '≈' : ''}${count(number)}`;
}

/** One decimal: "21.0 %". */
export function percent(share: number): string {
  return `${tidy(share * 100).toFixed(1)} %`;
}

/** How many times: "18.8×", from 100 on "120×". */
export function times(factor: number): string {
  return `${factorDigits(factor)}×`;
}

/** "10×", or "50–100×" where a range is claimed. */
export function claimedFactor([least, most]: readonly [number, number]): string {
  const [from, to] = [least, most].map((factor) => String(Number(factor.toPrecision(4))));
  return least === most ? `${from}×` : `${from}–${to}×`;
}

/** What less and more of something is called; `multiplied` is what follows a factor above 1. */
export interface Directions {
  readonly less: string;
  readonly more: string;
  readonly multiplied: string;
}

const ofTimes: Directions = { less: 'faster', more: 'slower', multiplied: 'slower' };

/**
 * A time divided by the time it is held against, in words: "18.8× faster", "12.4 % faster", "19.0 % slower", "no change".
 * Per cents are of the time that it is held against; from half or double on, factors.
 *
 * @param directions for what is no time: "12.4 % fewer", "3.0× as many"
 */
export function change(ratio: number, directions = ofTimes): string {
  if (Number.isNaN(ratio)) return 'not compared';
  const { digits, unit, direction } = scaleOf(ratio);
  return direction === 'none' ? 'no change' : `${digits(ratio)}${unit} ${directions[direction]}`;
}

/**
 * A change with its 95 % interval: "18.8× faster (18.1 … 19.4)", "19.0 % slower (17.1 … 20.9)".
 * The interval counts in the direction of the estimate: an end below 0 % or below 1× is a change the other way.
 */
export function changeInterval(ratio: Interval, directions = ofTimes): string {
  if (Number.isNaN(ratio.estimate)) return 'not compared';
  return `${change(ratio.estimate, directions)} (${changeEnds(ratio)})`;
}

/** The interval alone, on the scale and in the direction of its estimate: "18.1 … 19.4". */
export function changeEnds(ratio: Interval): string {
  const { digits, direction } = scaleOf(ratio.estimate);
  const ends = [digits(ratio.low), digits(ratio.high)];
  const [least, most] = direction === 'less' ? ends.toReversed() : ends;
  return `${least} … ${most}`;
}

/**
 * A change of this size, a ratio above 1, on the scale and in the direction of another: "1.36×" beside "5.8× faster",
 * "3.6 %" beside "3.1 % slower".
 */
export function changeOfSize(size: number, beside = size): string {
  const { digits, unit } = scaleOf(beside);
  // One decimal of a factor would leave nothing of a few per cent.
  if (unit === '×' && size < 2) return `${size.toFixed(2)}×`;
  return `${digits(beside < 1 ? 1 / size : size)}${unit}`;
}

/** Beyond this, an arm of an interval is no longer told as one of two that are alike. */
const longArm = 0.2;

/**
 * How far the interval reaches from its estimate: the longer arm relative to it, "± 2.0 %", and both ends where that is
 * long, "(10.7 ms … 69.9 ms)", since arms are of different length and none goes below zero.
 *
 * @param inUnits how a value is told
 */
export function uncertainty({ estimate, low, high }: Interval, inUnits = duration): string {
  if (Number.isNaN(estimate)) return '';
  const reach = Math.max(high - estimate, estimate - low) / estimate;
  if (!Number.isFinite(reach)) return '± ∞';
  return reach > longArm ? `(${inUnits(low)} … ${inUnits(high)})` : `± ${percent(reach)}`;
}

interface Scale {
  /** A ratio in the figures of this scale, without a unit. */
  readonly digits: (ratio: number) => string;
  readonly unit: '×' | ' %';
  readonly direction: keyof Directions | 'none';
}

/** How an estimate is best put: as a factor or in per cent, as a gain or as a loss. */
function scaleOf(ratio: number): Scale {
  if (ratio <= 0.5) return { digits: (r) => factorDigits(1 / r), unit: '×', direction: 'less' };
  if (ratio >= 2) return { digits: factorDigits, unit: '×', direction: 'multiplied' };
  const sign = ratio < 1 ? -1 : 1;
  const digits = (r: number) =>
    Number.isFinite(r) ? tidy(sign * (r - 1) * 100).toFixed(1) : sign < 0 ? '−∞' : '∞';
  const direction = digits(ratio) === '0.0' ? 'none' : ratio < 1 ? 'less' : 'more';
  return { digits: (r) => digits(r).replace('-', '−'), unit: ' %', direction };
}

function factorDigits(factor: number): string {
  if (!Number.isFinite(factor)) return '∞';
  return factor.toLocaleString('en-US', factor >= 99.95 ? { maximumFractionDigits: 0 } : oneDecimal);
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** Rounds to one decimal without leaving a negative zero. */
function tidy(number: number): number {
  return Math.round(number * 10) / 10 + 0;
}
