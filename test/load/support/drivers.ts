import { describe } from 'vitest';
import { autocannonDriver } from '../../../src/load/autocannon.ts';
import type { DriverRequest, LoadDriver } from '../../../src/load/driver.ts';
import { k6Driver } from '../../../src/load/k6.ts';
import type { RunningTarget } from '../../../src/load/target.ts';
import type { PreparedTraffic } from '../../../src/load/traffic.ts';
import type { RoundOfLoad } from '../../../src/record/load-round.ts';
import { k6, withoutK6 } from './k6.ts';
import { knownServer, trafficFile } from './traffic.ts';

/* The drivers, and a round by one of them against the server whose truth is known. */

/** A round, and what the server saw of it, by path: how many requests, and how many seconds each answer took. */
export interface Loaded {
  readonly round: RoundOfLoad;
  readonly seen: Readonly<Record<string, number>>;
  readonly took: Readonly<Record<string, readonly number[]>>;
}

/** A round against the server whose truth is known. */
export async function load(
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
export const absent: LoadDriver = () => Promise.reject(new Error('there is no such driver here'));

export const drivers: readonly (readonly [string, LoadDriver | null])[] = [
  ['autocannon', autocannonDriver(process.env)],
  [`k6${withoutK6}`, k6 === null ? null : k6Driver(k6, process.env)],
];

/** The same tests for each driver; where there is no k6, its own are skipped and say so. */
export function describeDrivers(describeDriver: (driver: LoadDriver) => void): void {
  for (const [name, driver] of drivers) {
    describe.skipIf(driver === null)(`${name} reports`, () => {
      describeDriver(driver ?? absent);
    });
  }
}
