import { describe, expect, test } from 'vitest';
import { autocannonDriver } from '../../src/load/autocannon.ts';
import type { DriverRequest, LoadDriver } from '../../src/load/driver.ts';
import { judgeAttempt } from '../../src/load/capacity-point.ts';
import { k6Driver } from '../../src/load/k6.ts';
import { takeTurns } from '../../src/load/rounds.ts';
import type { RunningTarget } from '../../src/load/target.ts';
import type { PreparedTraffic } from '../../src/load/traffic.ts';
import { validityOf } from '../../src/load/validity.ts';
import { loadRound, type LoadRound, type RoundOfLoad } from '../../src/record/load-round.ts';
import { quantile as quantileOf } from '../../src/statistics/quantile.ts';
import { k6, withoutK6 } from './support/k6.ts';
import { knownServer, quantile, seeded, trafficFile, trafficOver } from './support/traffic.ts';

/** A round, and what the server saw of it, by path: how many requests, and how many seconds each answer took. */
interface Loaded {
  readonly round: RoundOfLoad;
  readonly seen: Readonly<Record<string, number>>;
  readonly took: Readonly<Record<string, readonly number[]>>;
}

/** A round against the server whose truth is known. */
async function load(
  driver: LoadDriver,
  traffic: PreparedTraffic,
  more: Partial<DriverRequest> = {},
): Promise<Loaded> {
  await using server = await knownServer();
  await using file = await trafficFile(traffic);
  const round = await driver({ url: server.url, traffic, file: file.file, ...more });
  return { round, seen: await told(server, 'seen'), took: await told(server, 'took') };
}

/** Nothing, where the server is gone. */
async function told<Value>(server: RunningTarget, what: 'seen' | 'took'): Promise<Record<string, Value>> {
  return fetch(`${server.url}/${what}`).then(
    (answer) => answer.json() as Promise<Record<string, Value>>,
    () => ({}),
  );
}

/** Stands where nothing is run. */
const absent: LoadDriver = () => Promise.reject(new Error('there is no such driver here'));

const drivers: readonly (readonly [string, LoadDriver | null])[] = [
  ['autocannon', autocannonDriver(process.env)],
  [`k6${withoutK6}`, k6 === null ? null : k6Driver(k6, process.env)],
];

for (const [name, driver] of drivers) {
  describe.skipIf(driver === null)(`${name} reports`, () => {
    describeDriver(driver ?? absent);
  });
}

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

  test('counts what goes wrong by route and kind, and times none of it', async () => {
    const paths = ['/after/5', '/status/500', '/status/404', '/status/204', '/reset', '/close', '/hang'];
    const { round } = await load(driver, trafficOver(paths, { timeout: 1, settle: 0 }));
    expect(Object.fromEntries(round.routes.map(({ name, mishaps }) => [name, Object.keys(mishaps)]))).toEqual(
      {
        'after-5': [],
        'status-500': ['5xx'],
        'status-404': ['4xx'],
        'status-204': ['2xx'],
        reset: ['reset'],
        close: ['closed'],
        hang: ['timeout'],
      },
    );
    expect(round.routes.filter(({ service }) => service !== null).map(({ name }) => name)).toEqual([
      'after-5',
    ]);
    expect(round.total.service?.count).toBe(round.routes[0]?.answered);
    expect(reasons(round).slice(0, 2)).toEqual(['timeouts', 'errors']);
  });

  test('does not wait longer for a server that hangs than a request may take', async () => {
    const { round } = await load(driver, trafficOver(['/hang'], { timeout: 1 }));
    expect(round.total).toMatchObject({ answered: 0, service: null });
    expect(Object.keys(round.total.mishaps)).toEqual(['timeout']);
    expect(validityOf(round)).toMatchObject({ reasons: [{ about: 'nothing' }] });
  });

  test('tells of a server that dies in the middle', async () => {
    const { round } = await load(driver, trafficOver(['/die-after/40'], { settle: 0 }));
    expect(Object.keys(round.total.mishaps)).toContain('refused');
    expect(validityOf(round).outcome).toBe('invalid');
  });

  test('sends the headers and bodies that were prepared, from the request that it is told', async () => {
    const traffic = trafficOver(['/after/1', '/after/2', '/after/3'], {
      pacing: { kind: 'saturation', connections: 1 },
      settle: 0,
      requests: [1, 2, 3].map((n) => ({
        route: n - 1,
        method: 'POST',
        path: `/after/${n}`,
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      })),
    });
    const { round } = await load(driver, traffic, { offset: 1 });
    const [first = 0, second = 0, third = 0] = round.routes.map(({ answered }) => answered);
    expect(second - first).toBeGreaterThanOrEqual(0); // it began with the second
    expect(second - first).toBeLessThanOrEqual(1);
    expect(Math.abs(third - first)).toBeLessThanOrEqual(1);
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

test('autocannon refuses what it cannot do', async () => {
  const traffic = trafficOver(['/'], { pacing: { kind: 'rate', rate: 5 } });
  await expect(load(autocannonDriver(process.env), traffic)).rejects.toMatchObject({
    code: 'pacing-unsupported',
  });
});

test.skipIf(k6 === null)('both drivers see the same server', async () => {
  const medians: number[] = [];
  for (const [, driver] of drivers) {
    const { round } = await load(driver as LoadDriver, trafficOver(['/after/100']));
    medians.push(quantile(round.total.service, 0.5));
  }
  const [ours = 0, theirs = 1] = medians;
  expect(ours / theirs).toBeGreaterThan(0.6);
  expect(ours / theirs).toBeLessThan(1.6);
});

test('two APIs take turns, and the slower one is seen to be', async () => {
  const traffic = trafficOver(['/after/40']);
  await using file = await trafficFile(traffic);
  await using slow = await knownServer();
  const quick = trafficOver(['/after/10']);
  await using quickFile = await trafficFile(quick);
  await using fast = await knownServer();
  const rounds: LoadRound[] = [];
  const failures = await takeTurns({
    sides: [
      { id: 'before', target: slow, traffic, file: file.file, db: null },
      { id: 'after', target: fast, traffic: quick, file: quickFile.file, db: null },
    ],
    driver: autocannonDriver(process.env),
    rounds: 1,
    warmUp: 0,
    allowance: {},
    databasePid: null,
    random: seeded(),
    onProgress: () => {},
    onRound: (round) => rounds.push(loadRound.parse(round)),
  });
  expect(failures.size).toBe(0);
  const median = (side: string): number => {
    const round = rounds.find((round) => round.side === side);
    return quantile(round?.round.total.service ?? null, 0.5);
  };
  expect(median('before')).toBeGreaterThan(median('after'));
});

function reasons(round: RoundOfLoad): readonly string[] {
  const validity = validityOf(round);
  return validity.outcome === 'valid' ? [] : validity.reasons.map(({ about }) => about);
}
