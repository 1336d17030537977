import { describe, expect, test } from 'vitest';
import { judgeAttempt } from '../../src/load/capacity-point.ts';
import { queueGrowth } from '../../src/load/growing-queue.ts';
import { grid } from '../../src/record/grid.ts';
import type { AllRoutes } from '../../src/record/load-round.ts';
import { uniform } from '../support/random.ts';
import { goodRound } from './support/traffic.ts';

const limit = { quantile: 0.95, seconds: 2 };
const [settle, seconds] = [1, 3];

/** Waits of one queue with one server (D. V. Lindley, 1952): steady arrivals, exponential service of this mean. */
function queued(rate: number, service: number, seed: number, timeout = Infinity) {
  const next = uniform(seed);
  const thirds: number[][] = [[], [], []];
  let free = 0;
  for (let due = 0; due < settle + seconds; due += 1 / rate) {
    free = Math.max(free, due) - service * Math.log(1 - next());
    thirds[Math.floor((3 * (due - settle)) / seconds)]?.push(free - due);
  }
  const total = requestsOf(thirds.flat(), timeout);
  return goodRound({
    total,
    thirds: thirds.map((times) => requestsOf(times, timeout)),
    asked: { seconds, rate },
  });
}

function requestsOf(times: readonly number[], timeout: number): AllRoutes {
  const answered = times.filter((time) => time <= timeout).toSorted((a, b) => a - b);
  const quantiles = grid.map((share) => answered[Math.max(0, Math.ceil(share * answered.length) - 1)] ?? 0);
  const timed = answered.length === 0 ? null : { count: answered.length, mean: 1, quantiles };
  const late = times.length - answered.length;
  const mishaps = late === 0 ? {} : { timeout: late };
  return { answered: answered.length, mishaps, service: timed, scheduled: timed };
}

/** Of forty queues, the share that is said to grow. */
function grown(rate: number, service: number): number {
  const queues = Array.from({ length: 40 }, (_, seed) => queued(rate, service, seed + 1));
  return queues.filter((round) => queueGrowth(round, limit) !== null).length / queues.length;
}

describe('a queue grows', () => {
  test.each([
    ['where half as many again arrive as are answered', 166, 1 / 111, 0.95, 1],
    ['where twice as many do', 250, 1 / 125, 1, 1],
    ['not where four in five of what could be answered arrive', 100, 1 / 125, 0, 0.01],
    ['not where few arrive, whose times are of chance', 8, 1 / 12, 0, 0.03],
  ])('%s', (_, rate, service, least, most) => {
    const found = grown(rate, service);
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most);
  });

  test('and breaks a limit that it has not reached when the round ends', () => {
    const round = queued(166, 1 / 111, 1);
    const { point, again } = judgeAttempt({ outcome: 'measured', round }, 166, limit, {}, 4);
    expect(point.outcome).toBe('breaks');
    expect(point.p95).toBeLessThan(limit.seconds);
    expect(point.reason).toMatch(
      /^requests waited longer and longer: p50 rose from [\d.]+ m?s to [\d.]+ m?s within 3 s$/,
    );
    expect(again).toBe(true);
  });

  test('into the time-outs', () => {
    const growth = queueGrowth(queued(250, 1 / 120, 1, 3), limit);
    expect(growth?.from).toBeLessThan(3);
    expect(growth?.to).toBe(Infinity);
  });

  test('nowhere that is not looked at', () => {
    expect(queueGrowth({ ...queued(250, 1 / 60, 1), thirds: undefined }, limit)).toBeNull();
  });
});
