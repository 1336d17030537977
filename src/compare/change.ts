import type { Interval } from '../statistics/interval.ts';
import { fixed, oneDecimal } from './quantities.ts';

/** How many times: "18.8×", from 100 on "120×", beside one "1.04×". */
export function times(factor: number): string {
  return `${factorDigits(factor)}×`;
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
  if (!shows(ratio)) return 'no change';
  const { digits, unit, direction } = scaleOf(ratio);
  return `${digits(ratio)}${unit} ${directions[direction]}`;
}

/**
 * A change with its 95 % interval: "18.8× faster (18.1 … 19.4)", "19.0 % slower (17.1 … 20.9)".
 * The interval counts in the direction of the estimate: an end below 0 % or below 1× is a change the other way. Where
 * the estimate shows neither unit nor direction, the interval has the unit: "no change (−2.6 … 1.4 %)". Where there is no bound
 * on either side: "7.0 % faster (± ∞)".
 */
export function changeInterval(ratio: Interval, directions = ofTimes): string {
  if (Number.isNaN(ratio.estimate)) return 'not compared';
  if (ratio.low === 0 && ratio.high === Infinity) return `${change(ratio.estimate, directions)} (± ∞)`;
  const ends = changeEnds(ratio) + (shows(ratio.estimate) ? '' : scaleOf(ratio.estimate).unit);
  return `${change(ratio.estimate, directions)} (${ends})`;
}

/** The interval alone, in words: "18.1 … 19.4× faster", "−2.6 … 1.4 % faster". */
export function changeSpan(ratio: Interval, directions = ofTimes): string {
  const { unit, direction } = scaleOf(ratio.estimate);
  return `${changeEnds(ratio)}${unit} ${directions[direction]}`;
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
export function changeOfSize(size: number, beside: number): string {
  const { digits, unit } = scaleOf(beside);
  return unit === '×' ? factorOfSize(size) : `${digits(beside < 1 ? 1 / size : size)}${unit}`;
}

/** A change of this size, a ratio above 1, as a factor however small: "1.36×". */
export function factorOfSize(size: number): string {
  // One decimal of a factor would leave nothing of a few per cent.
  return size < 2 ? `${size.toFixed(2)}×` : times(size);
}

interface Scale {
  /** A ratio in the figures of this scale, without a unit. */
  readonly digits: (ratio: number) => string;
  readonly unit: '×' | ' %';
  readonly direction: keyof Directions;
}

/** How an estimate is best put: as a factor or in per cent, as a gain or as a loss. */
function scaleOf(ratio: number): Scale {
  if (ratio <= 0.5) return { digits: (r) => factorDigits(1 / r), unit: '×', direction: 'less' };
  if (ratio >= 2) return { digits: factorDigits, unit: '×', direction: 'multiplied' };
  const sign = ratio < 1 ? -1 : 1;
  const digits = (r: number) =>
    Number.isFinite(r) ? oneDecimal(sign * (r - 1) * 100).replace('-', '−') : sign < 0 ? '−∞' : '∞';
  return { digits, unit: ' %', direction: ratio < 1 ? 'less' : 'more' };
}

/** Whether anything is left of it in the figures of its scale. */
function shows(ratio: number): boolean {
  return scaleOf(ratio).digits(ratio) !== '0.0';
}

/** Two decimals beside 1, where one would hide on which side of it a factor is. */
function factorDigits(factor: number): string {
  if (!Number.isFinite(factor)) return '∞';
  return (
    factor >= 99.95 ? fixed.whole : Math.abs(factor - 1) < 0.1 ? fixed.hundredths : fixed.tenths
  ).format(factor);
}
