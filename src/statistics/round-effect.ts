import { hodgesLehmann } from './hodges-lehmann.ts';
import { logRatio } from './log-ratio.ts';

/**
 * What one round says of two variants: ln(time of the variant / time of the baseline), as the Hodges-Lehmann estimate
 * over the round's pairs. Executions within a round are not independent of each other, so that a round is one number.
 *
 * @param before the baseline's times, in any unit
 * @param after the variant's; the i-th was taken in the same turn, with the same parameters, as the i-th of `before`
 * @returns null where there is no pair
 */
export function roundEffect(before: readonly number[], after: readonly number[]): number | null {
  const pairs = after.flatMap((time, i) => logRatio(time, before[i]));
  return pairs.length === 0 ? null : hodgesLehmann(pairs);
}
