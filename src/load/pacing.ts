import type { PacingRecord } from '../record/load-round.ts';
import type { Pacing, Scenario } from '../suite/scenario.ts';

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

/** In seconds: of load that is counted in a round, the least and the most of it; of load before that, and after which a request has timed out. */
export interface RoundTimes {
  readonly seconds: number;
  readonly longest: number;
  readonly settle: number;
  readonly timeout: number;
}

/** Where a scenario does not say. */
const usual = { round: 3, settle: 0.5, timeout: 10 };

export function timesOf(scenario: Scenario): RoundTimes {
  const pacing = pacingOf(scenario);
  const { round = usual.round, settle = usual.settle, timeout = usual.timeout } = scenario;
  if (pacing.kind === 'ramp') {
    const seconds = rampSeconds(pacing);
    return { seconds, longest: seconds, settle: 0, timeout };
  }
  const [seconds, longest] = typeof round === 'number' ? [round, round] : round;
  return { seconds, longest, settle, timeout };
}

function rampSeconds(pacing: Extract<PacingRecord, { kind: 'ramp' }>): number {
  return pacing.steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
