import type { Interval } from '../compare/judgement.ts';
import { count, duration, oneDecimal } from '../compare/quantities.ts';

export {
  change,
  changeEnds,
  changeInterval,
  changeOfSize,
  factorOfSize,
  times,
  type Directions,
} from '../compare/change.ts';
export { count, duration, size } from '../compare/quantities.ts';

/** A count that may be off by so much: "≈99,999", or "38,112" where it cannot be. */
export function near(number: number, off: number): string {
  return `${off > 0 ? '≈' : ''}${count(number)}`;
}

/** One decimal: "21.0 %". */
export function percent(share: number): string {
  return `${oneDecimal(share * 100)} %`;
}

/** "10×", or "50–100×" where a range is claimed. */
export function claimedFactor([least, most]: readonly [number, number]): string {
  const [from, to] = [least, most].map((factor) => String(Number(factor.toPrecision(4))));
  return least === most ? `${from}×` : `${from}–${to}×`;
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
