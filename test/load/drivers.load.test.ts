import { describe, expect, test } from 'vitest';
import { judgeAttempt } from '../../src/load/capacity-point.ts';
import type { LoadDriver } from '../../src/load/driver.ts';
import { validityOf } from '../../src/load/validity.ts';
import { quantile as quantileOf } from '../../src/statistics/quantile.ts';
import { absent, describeDrivers, drivers, load } from './support/drivers.ts';
import { k6 } from './support/k6.ts';
import { quantile, trafficOver } from './support/traffic.ts';

/* What drivers say of times and rates, which is right only where nothing else takes the machine's time. */

describeDrivers(describeDriver);

/** Milliseconds that may lie between what the server sees and what its client does; in seconds. */
const few = 0.005;

function describeDriver(driver: LoadDriver): void {
  test('tells nine answers at 30 ms from one at 500 ms', async () => {
    const traffic = trafficOver(['/nine-in-ten/30/500'], { pacing: { kind: 'saturation', connections: 16 } });
    const { round, seen, took } = await load(driver, { ...traffic, seconds: 2 });
    const { service, answered, mishaps } = round.total;
    expect(mishaps).toEqual({});
    expect(validityOf(round)).toEqual({ outcome: 'valid' });
    // Timers may fire a millisecond early; nothing else is ever faster than what the server waits.
    expect(quantile(service, 0)).toBeGreaterThanOrEqual(0.029);
    expect(quantile(service, 0.86)).toBeLessThan(0.499);
    expect(quantile(service, 0.95)).toBeGreaterThanOrEqual(0.499);
    // Nor later than the server, but for the way and the turn on the processor.
    for (const probability of [0.5, 0.95]) {
      const truth = quantileOf(took['/nine-in-ten/30/500'] ?? [], probability);
      expect(quantile(service, probability)).toBeGreaterThan(truth - few);
      expect(quantile(service, probability)).toBeLessThan(1.02 * truth + few);
    }
    expect(service?.mean).toBeGreaterThan(0.9 * 0.029 + 0.05 * 0.499);
    expect(service?.count).toBe(answered);
    // The server also saw what came while the round settled, and what was under way at its end.
    expect(answered).toBeLessThanOrEqual(seen['/nine-in-ten/30/500'] ?? 0);
    expect(answered).toBeGreaterThan((seen['/nine-in-ten/30/500'] ?? 0) / 2);
    expect(round.timeline.reduce((sum, moment) => sum + moment.answered, 0)).toBe(answered);
  });
}

describe.skipIf(k6 === null)('k6 only', () => {
  const driver = drivers[1]?.[1] ?? absent;

  test('open load keeps its rate and counts from when requests were due', async () => {
    const { round } = await load(
      driver,
      trafficOver(['/after/20'], { seconds: 2, pacing: { kind: 'rate', rate: 60 } }),
    );
    expect(round.dropped).toBe(0);
    expect(round.total.answered).toBeGreaterThan(100);
    expect(round.total.answered).toBeLessThanOrEqual(121);
    const { service, scheduled } = round.total;
    expect(quantile(scheduled, 0.5)).toBeGreaterThanOrEqual(quantile(service, 0.5));
    expect(scheduled?.count).toBe(service?.count);
  });

  test('a ramp sends as many as lie below it', async () => {
    const pacing = { kind: 'ramp', from: 20, steps: [{ rate: 80, seconds: 2 }] } as const;
    const { round } = await load(
      driver,
      trafficOver(['/after/5'], { settle: 0, seconds: 2, pacing: { ...pacing, steps: [...pacing.steps] } }),
    );
    expect(round.asked.rate).toBe(50);
    expect(round.total.answered).toBeGreaterThan(80);
    expect(round.total.answered).toBeLessThanOrEqual(101);
    expect(round.completed).toBeGreaterThan(0.9 * round.total.answered);
    expect(round.completed).toBeLessThanOrEqual(round.total.answered);
    expect(quantile(round.total.scheduled, 0.5)).toBeLessThan(0.5); // due when k6 sends them, not before
  });

  test('users think, and are spread from the beginning', async () => {
    const pacing = { kind: 'users' as const, users: 40, think: [0.5, 1.5] as [number, number] };
    const { round } = await load(driver, trafficOver(['/after/5'], { settle: 0, seconds: 2, pacing }));
    // One request per user and second: 80, give or take chance.
    expect(round.total.answered).toBeGreaterThan(50);
    expect(round.total.answered).toBeLessThan(110);
    const [first, second] = round.timeline.map(({ answered }) => answered);
    expect((first ?? 0) / (second ?? 1)).toBeGreaterThan(0.5);
    expect((first ?? 0) / (second ?? 1)).toBeLessThan(2);
  });

  test('a rate is kept however long the answers take, and it is the limit that decides whether it is carried', async () => {
    const { round } = await load(
      driver,
      trafficOver(['/after/1500'], { pacing: { kind: 'rate', rate: 40 }, timeout: 5 }),
    );
    expect(round.dropped).toBe(0);
    expect(round.total.answered).toBeGreaterThanOrEqual(39);
    // None of the answers came before the end of what is counted.
    expect(round.completed).toBe(0);
    const thirds = (round.thirds ?? []).map(({ answered, scheduled }) => [answered, scheduled?.count]);
    expect(thirds).toHaveLength(3);
    for (const [answered, timed] of thirds) {
      expect((answered ?? 0) / round.total.answered).toBeCloseTo(1 / 3, 1);
      expect(timed).toBe(answered);
    }
    expect(quantile(round.total.scheduled, 0.5)).toBeGreaterThanOrEqual(1.499);
    const under = (seconds: number) =>
      judgeAttempt({ outcome: 'measured', round }, 40, { quantile: 0.95, seconds }, {}, 5).point;
    expect(under(2)).toMatchObject({ outcome: 'holds', reason: null });
    expect(under(1).outcome).toBe('breaks');
    expect(under(1).reason).toMatch(/^p95 was 1\.\d+ s, and may be 1 s$/);
  });
});
