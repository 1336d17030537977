import { expect, test } from 'vitest';
import { autocannonDriver } from '../../src/load/autocannon.ts';
import type { LoadDriver } from '../../src/load/driver.ts';
import { takeTurns } from '../../src/load/rounds.ts';
import { validityOf } from '../../src/load/validity.ts';
import { loadRound, type LoadRound, type RoundOfLoad } from '../../src/record/load-round.ts';
import { describeDrivers, drivers, load } from './support/drivers.ts';
import { k6 } from './support/k6.ts';
import { knownServer, quantile, seeded, trafficFile, trafficOver } from './support/traffic.ts';

/* What drivers report whatever else the machine does meanwhile: what went wrong, and which of two is the slower. */

describeDrivers(describeDriver);

function describeDriver(driver: LoadDriver): void {
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
