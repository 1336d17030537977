import { capacitySeconds, experimentSeconds, loadSeconds, type Span } from './expected.ts';
import type { Missing } from './missing.ts';
import type { RunRequest } from './run.ts';

/** How long a run will take, and of what it consists. */
export interface Forecast extends Span {
  readonly experiments: number;
  readonly loads: number;
  readonly capacities: number;
  /** More, in seconds, where the data and what stands on them are made first. */
  readonly data: number;
}

/** Seconds, as they were seen on two cores: a server that starts and data that are found; an API, its clone and its start. */
const seen = { server: 4, api: 3 };
/** The data at scale 1, and what a variant's or an API's SQL adds to that on average: few build a large index. */
const making = { data: 10, schema: 3 };

/** What a run will take, from what is asked for alone: rough, since nobody knows the statements before they are run. */
export function forecast({
  experiments,
  schedule,
  load,
  scale,
}: Pick<RunRequest, 'experiments' | 'schedule' | 'load' | 'scale'>): Forecast {
  const sides = load.url === null ? load.targets.length : 1;
  const loaded = load.scenarios.length + load.capacities.length > 0;
  const fixed = seen.server + (loaded ? sides * seen.api : 0);
  const parts: readonly Span[] = [
    always(fixed),
    ...experiments.map((experiment) => always(experimentSeconds(experiment, schedule))),
    ...load.scenarios.map((scenario) => loadSeconds(scenario, sides)),
    ...load.capacities.map((capacity) => always(capacitySeconds(capacity, sides))),
  ];
  const schemas = new Set([
    ...experiments.flatMap(({ variants }) => Object.values(variants).map(({ schema }) => schema)),
    ...(loaded ? load.targets.map(([, { schema }]) => schema) : []),
  ]);
  schemas.delete(undefined);
  return {
    least: parts.reduce((sum, { least }) => sum + least, 0),
    most: parts.reduce((sum, { most }) => sum + most, 0),
    experiments: experiments.length,
    loads: load.scenarios.length,
    capacities: load.capacities.length,
    data: scale.factor * (making.data + schemas.size * making.schema),
  };
}

function always(seconds: number): Span {
  return { least: seconds, most: seconds };
}

/** "About 4 to 8 minutes: 11 experiments, 2 loads, 1 capacity search; the first time 1 to 2 minutes more to fetch or build k6." */
export function forecastInWords(forecast: Forecast, missing: Missing): string {
  const { experiments, loads, capacities, data } = forecast;
  const parts = [
    counted(experiments, 'experiment', 'experiments'),
    counted(loads, 'load', 'loads'),
    counted(capacities, 'capacity search', 'capacity searches'),
  ].flat();
  const more = [
    ...(missing.data
      ? [`about ${inWords({ least: data, most: data })} more for the data and large indexes`]
      : []),
    ...(missing.k6 ? ['1 to 2 minutes more to fetch or build k6'] : []),
  ];
  const first = more.length === 0 ? '' : `; the first time ${more.join(', and ')}`;
  return `About ${inWords(forecast)}: ${parts.join(', ')}${first}.`;
}

function counted(count: number, one: string, many: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

/** Seconds by tens up to a minute and a half, then minutes: more digits would claim more than is known. */
function inWords({ least, most }: Span): string {
  const [unit, one, many] = most < 90 ? [10, 'seconds', 'seconds'] : [60, 'minute', 'minutes'];
  const [from, to] = [least, most].map((seconds) => {
    const units = Math.max(1, Math.round(seconds / unit));
    return most < 90 ? units * unit : units;
  });
  return from === to ? `${to} ${to === 1 ? one : many}` : `${from} to ${to} ${many}`;
}
