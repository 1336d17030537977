/** Turns a pacing into k6's scenario options. Without imports of values, since it runs inside k6. */
import type { Scenario } from 'k6/options';
import type { PacingRecord } from '../../record/load-round.ts';

/**
 * Virtual users for open load. By Little's law rate × mean time of them wait for answers at once, and no answer is waited
 * for longer than the time-out: with rate × time-out of them, every request can begin when it is due, however slow the
 * API is. Each takes about 0.45 MB and 3 ms of CPU to make (ran: k6 2.2, this script), hence the most: 0.9 GB and seconds.
 */
export const virtualUsers = { least: 10, most: 2_000 };

/** k6 takes whole numbers only, so rates are given per thousand seconds. */
const timeUnit = 1_000;

/**
 * @param seconds of the whole round
 * @param timeout of one request, which a round waits for at its end
 */
export function executorOf(pacing: PacingRecord, seconds: number, timeout: number): Scenario {
  const common = { gracefulStop: `${timeout}s`, exec: 'default' };
  const duration = `${Math.round(seconds * 1000)}ms`;
  if (pacing.kind === 'users' || pacing.kind === 'saturation') {
    const vus = pacing.kind === 'users' ? pacing.users : pacing.connections;
    return { ...common, executor: 'constant-vus', vus, duration };
  }
  if (pacing.kind === 'rate') {
    return {
      ...common,
      ...usersFor(pacing.rate, timeout),
      executor: 'constant-arrival-rate',
      rate: perTimeUnit(pacing.rate),
      timeUnit: `${timeUnit}s`,
      duration,
    };
  }
  return {
    ...common,
    ...usersFor(Math.max(pacing.from, ...pacing.steps.map(({ rate }) => rate)), timeout),
    executor: 'ramping-arrival-rate',
    startRate: perTimeUnit(pacing.from),
    timeUnit: `${timeUnit}s`,
    stages: pacing.steps.map(({ rate, seconds }) => ({
      target: perTimeUnit(rate),
      duration: `${Math.round(seconds * 1000)}ms`,
    })),
  };
}

/**
 * All of them from the beginning, since k6 drops a request for each one that it has to make in the middle of the load
 * (constant_arrival_rate.go, ramping_arrival_rate.go).
 */
function usersFor(rate: number, timeout: number): { preAllocatedVUs: number; maxVUs: number } {
  const users = Math.min(virtualUsers.most, Math.max(virtualUsers.least, Math.ceil(rate * timeout)));
  return { preAllocatedVUs: users, maxVUs: users };
}

function perTimeUnit(rate: number): number {
  return Math.round(rate * timeUnit);
}
