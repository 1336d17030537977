/** Turns a pacing into k6's scenario options. Without imports of values, since it runs inside k6. */
import type { Scenario } from 'k6/options';
import type { PacingRecord } from '../../record/load-round.ts';

/** Free virtual users for open load: room for answers that take a second, within what a machine can hold. */
const virtualUsers = { perRate: 1, least: 10, most: 1_000 };

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
      ...usersFor(pacing.rate),
      executor: 'constant-arrival-rate',
      rate: perTimeUnit(pacing.rate),
      timeUnit: `${timeUnit}s`,
      duration,
    };
  }
  return {
    ...common,
    ...usersFor(Math.max(pacing.from, ...pacing.steps.map(({ rate }) => rate))),
    executor: 'ramping-arrival-rate',
    startRate: perTimeUnit(pacing.from),
    timeUnit: `${timeUnit}s`,
    stages: pacing.steps.map(({ rate, seconds }) => ({
      target: perTimeUnit(rate),
      duration: `${Math.round(seconds * 1000)}ms`,
    })),
  };
}

/** As many from the beginning as at most: making one in the middle of the load would cost what is measured. */
function usersFor(rate: number): { preAllocatedVUs: number; maxVUs: number } {
  const users = Math.min(
    virtualUsers.most,
    Math.max(virtualUsers.least, Math.ceil(rate * virtualUsers.perRate)),
  );
  return { preAllocatedVUs: users, maxVUs: users };
}

function perTimeUnit(rate: number): number {
  return Math.round(rate * timeUnit);
}
