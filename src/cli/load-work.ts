import { isLoopback } from '../database/url.ts';
import { BenchError } from '../errors.ts';
import { timesOf } from '../load/pacing.ts';
import type { CapacityRequest } from '../run/capacity.ts';
import type { LoadRequest } from '../run/load.ts';
import type { LoadWork } from '../run/under-load.ts';
import { parseLimit, type Limit } from '../suite/limit.ts';
import type { DriverName, Scenario } from '../suite/scenario.ts';
import { selectScenario, selectTargets } from '../suite/select.ts';
import type { Suite } from '../suite/suite.ts';
import type { Host } from './host.ts';
import { cacheOf, type LoadOptions, type ServerOptions } from './options.ts';

/** The fewest that can give a verdict: fewer have no bounded interval (statistics.md). */
const fewestRounds = 6;
/** In seconds. */
const usualDuration = 60;
/** The search within `bench compare`, for each side: seconds, and how near to the knee. */
const briefSearch = { seconds: 33, precision: 0.25 };

/** Nothing to put under load. */
export function noLoad(host: Host, options: ServerOptions): LoadWork {
  return {
    targets: [],
    url: null,
    scenarios: [],
    capacities: [],
    cache: cacheOf(options, host),
    env: host.env,
    withoutK6: true,
  };
}

/** What of a suite `bench compare` puts under load. */
export function loadOf(suite: Suite, host: Host, options: ServerOptions): LoadWork {
  const { scenarios = [], targets = {} } = suite;
  return {
    ...noLoad(host, options),
    targets: Object.entries(targets),
    scenarios: scenarios.flatMap((scenario) =>
      (scenario.compare ?? []).map((driver) => ({ scenario, driver, rounds: roundsOf(scenario) })),
    ),
    capacities: scenarios.flatMap(searchOf),
  };
}

function searchOf(scenario: Scenario): readonly CapacityRequest[] {
  const limit = parseLimit(scenario.capacity ?? '');
  return limit === null ? [] : [{ scenario, limit, ...briefSearch }];
}

/** As many rounds as the duration holds, however long they become, and never fewer than a verdict takes. */
function roundsOf(scenario: Scenario, seconds?: number): number {
  const rounds = (seconds ?? scenario.duration ?? usualDuration) / timesOf(scenario).longest;
  return Math.max(seconds === undefined ? fewestRounds : 1, Math.round(rounds));
}

/** What `bench load` and `bench capacity` were asked for. */
export function askedLoad(
  suite: Suite,
  host: Host,
  options: ServerOptions & LoadOptions,
  asked: Pick<LoadWork, 'scenarios' | 'capacities'>,
): LoadWork {
  const url = options.url === undefined ? null : checkedUrl(options.url, options.allowRemote ?? false);
  return {
    ...noLoad(host, options),
    ...asked,
    url,
    targets: url === null ? selectTargets(suite, options.variant) : [],
    withoutK6: false,
  };
}

/** What of `bench load` decides how it is made. */
export interface AskedLoads {
  readonly driver?: readonly DriverName[];
  readonly rounds?: number;
  readonly duration?: number;
}

/**
 * The scenario of that id, or those that `bench compare` runs, on each of the drivers that are asked for.
 *
 * @throws BenchError `unknown-scenario`, `no-compared-scenario`
 */
export function loadsAsked(suite: Suite, id: string | undefined, asked: AskedLoads): readonly LoadRequest[] {
  const chosen = id === undefined ? comparedScenarios(suite) : [selectScenario(suite, id)];
  return chosen.flatMap((scenario) => {
    const rounds = asked.rounds ?? roundsOf(scenario, asked.duration);
    return (asked.driver ?? usualDrivers(scenario)).map((driver) => ({ scenario, driver, rounds }));
  });
}

function comparedScenarios({ scenarios = [] }: Suite): readonly Scenario[] {
  const compared = scenarios.filter(({ compare = [] }) => compare.length > 0);
  if (compared.length > 0) return compared;
  throw new BenchError(
    'no-compared-scenario',
    scenarios.map(({ id }) => id),
  );
}

/** The drivers that suit a scenario, where nobody says. */
function usualDrivers({ compare = [], ...scenario }: Scenario): readonly DriverName[] {
  if (compare.length > 0) return compare;
  return ['saturation' in scenario ? 'autocannon' : 'k6'];
}

/** @throws BenchError `bad-limit` */
export function limitOf(text: string): Limit {
  const limit = parseLimit(text);
  if (limit === null) throw new BenchError('bad-limit', text);
  return limit;
}

/** @throws BenchError `bad-target-url`, `target-url-with-password`, `remote-target` */
export function checkedUrl(text: string, allowRemote: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new BenchError('bad-target-url', text);
  // It is what the report names the API by; and `fetch` refuses it.
  if (url.username !== '' || url.password !== '') throw new BenchError('target-url-with-password', url.host);
  if (!allowRemote && !isLoopback(url.hostname)) throw new BenchError('remote-target', url.hostname);
  return url.href.replace(/\/$/, '');
}
