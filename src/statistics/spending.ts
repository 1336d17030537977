import { normalCdf, normalQuantile } from './normal.ts';

export type Spending = 'obrien-fleming' | 'pocock';

/**
 * How much of a two-sided alpha, half of it on either side, may have been spent when the share t, 0 < t ≤ 1, of the
 * information is in. The O'Brien-Fleming type spends hardly anything early; the Pocock type asks for about the same
 * evidence at each look.
 *
 * Source: K. K. G. Lan, D. L. DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70(3), 1983.
 */
export function spent(t: number, alpha: number, spending: Spending): number {
  return spending === 'pocock'
    ? alpha * Math.log(1 + (Math.E - 1) * t)
    : 4 * normalCdf(normalQuantile(alpha / 4) / Math.sqrt(t));
}
