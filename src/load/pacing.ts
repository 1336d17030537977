import type { PacingRecord } from '../record/load-round.ts';
import type { Pacing } from '../suite/scenario.ts';

/** A suite's pacing, told apart by its keys, as a union on a literal. */
export function pacingOf(pacing: Pacing): PacingRecord {
  if ('users' in pacing) return { kind: 'users', users: pacing.users, think: [...pacing.think] };
  if ('rate' in pacing) return { kind: 'rate', rate: pacing.rate };
  if ('ramp' in pacing) {
    return { kind: 'ramp', from: pacing.ramp.from, steps: pacing.ramp.steps.map((step) => ({ ...step })) };
  }
  return { kind: 'saturation', connections: pacing.saturation };
}

/** Requests per second that open load asks for, on average over a round; null for closed load. */
export function rateOf(pacing: PacingRecord): number | null {
  if (pacing.kind === 'rate') return pacing.rate;
  if (pacing.kind !== 'ramp') return null;
  const ends = [pacing.from, ...pacing.steps.map(({ rate }) => rate)];
  const area = pacing.steps.reduce(
    (sum, { rate, seconds }, i) => sum + (seconds * ((ends[i] ?? 0) + rate)) / 2,
    0,
  );
  return area / rampSeconds(pacing);
}

export function rampSeconds(pacing: Extract<PacingRecord, { kind: 'ramp' }>): number {
  return pacing.steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
