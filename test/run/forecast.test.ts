import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capacitySeconds, experimentSeconds, loadSeconds } from '../../src/run/expected.ts';
import { forecast, forecastInWords, type Forecast } from '../../src/run/forecast.ts';
import { missingFor } from '../../src/run/missing.ts';
import { schedules } from '../../src/run/schedule.ts';
import type { LoadRequest } from '../../src/run/load.ts';
import type { LoadWork } from '../../src/run/under-load.ts';
import type { Scenario } from '../../src/suite/scenario.ts';
import { anExperiment } from '../suite/suite.ts';

const requests = [{ name: 'list', get: '/orders' }];
const crowd: Scenario = { id: 'crowd', title: 'Many', users: 1000, think: [1, 3], requests };
const few: Scenario = { id: 'few', title: 'Few', saturation: 4, requests };
const paced: LoadRequest = { scenario: crowd, driver: 'k6', rounds: 20 };
const search = { scenario: crowd, limit: { quantile: 0.95, seconds: 2 }, seconds: 20, precision: 0.1 };
const targets: LoadWork['targets'] = [
  ['before', { command: ['node'] }],
  ['after', { command: ['node'], schema: './after.sql' }],
];
const nothing: LoadWork = {
  targets: [],
  url: null,
  scenarios: [],
  capacities: [],
  cache: '/nowhere',
  env: {},
  withoutK6: true,
};
const both = { ...nothing, targets, scenarios: [paced], capacities: [search] };
const experiment = anExperiment();

function asked(different: Partial<Parameters<typeof forecast>[0]> = {}): Forecast {
  const usual = { experiments: [], schedule: schedules.full, load: nothing };
  return forecast({ ...usual, scale: { scale: 'default', factor: 1 }, ...different });
}

describe('how long a run will take', () => {
  const least = asked().most;

  test('is the sum of what its parts take', () => {
    const one = experimentSeconds(experiment, schedules.full);
    expect(asked({ experiments: [experiment, experiment] }).most - least).toBeCloseTo(2 * one);
    const apis = asked({ load: { ...both, scenarios: [], capacities: [search] } });
    const all = asked({ load: both });
    expect(all.most - apis.most).toBeCloseTo(loadSeconds(paced, 2).most);
    expect(all.least - apis.least).toBeCloseTo(loadSeconds(paced, 2).least);
    expect(asked({ experiments: [experiment], load: both }).most - all.most).toBeCloseTo(one);
  });

  test('counts what it consists of', () => {
    expect(asked({ experiments: [experiment], load: both })).toMatchObject({
      experiments: 1,
      loads: 1,
      capacities: 1,
    });
  });

  test('grows with the rounds of an experiment, its classes and its variants', () => {
    const seconds = (looks: number[], more = {}) =>
      experimentSeconds({ ...experiment, ...more }, { ...schedules.full, looks });
    expect(seconds([8, 12, 16, 24, 48])).toBeGreaterThan(seconds([8, 12, 16, 24]));
    expect(seconds([8, 12, 16, 24])).toBeGreaterThan(seconds([6]));
    expect(seconds([6], { parameters: { one: [{}], two: [{}], three: [{}] } })).toBeGreaterThan(seconds([6]));
    const { variants } = experiment;
    expect(seconds([6], { variants: { ...variants, more: {}, yetMore: {} } })).toBeGreaterThan(seconds([6]));
  });

  test.each<[what: string, load: LoadRequest, sides: number, than: LoadRequest]>([
    ['the rounds of a load', { ...paced, rounds: 40 }, 2, paced],
    ['their length', { ...paced, scenario: { ...crowd, round: 10 } }, 2, paced],
    ['what is not kept', { ...paced, scenario: { ...crowd, warmUp: 30 } }, 2, paced],
    ['what is not counted', { ...paced, scenario: { ...crowd, settle: 5 } }, 2, paced],
    ['the sides', paced, 3, paced],
  ])('grows with %s', (_, load, sides, than) => {
    expect(loadSeconds(load, sides).most).toBeGreaterThan(loadSeconds(than, 2).most);
  });

  test('is never less than the load itself', () => {
    // Twenty rounds of three seconds, half a second before each, one more to warm up, on two sides.
    expect(loadSeconds(paced, 2).most).toBeGreaterThan(2 * 21 * 3.5);
    expect(capacitySeconds(search, 2)).toBeGreaterThan(2 * 20);
    expect(capacitySeconds({ ...search, seconds: 90 }, 2)).toBeGreaterThan(2 * 90);
  });

  test('is as little as a pair of rounds, where the APIs may collapse', () => {
    const { least, most } = loadSeconds(paced, 2);
    expect(least).toBeLessThan(most / 2);
    expect(loadSeconds({ ...paced, rounds: 400 }, 2).least).toBe(least);
    const adapting = loadSeconds({ scenario: few, driver: 'autocannon', rounds: 6 }, 2);
    expect(adapting.least).toBe(adapting.most);
  });

  test('is longer where a side answers slowly, and its rounds are as long as that takes', () => {
    const scenario: Scenario = { ...few, round: [2, 12] };
    const { least, most } = loadSeconds({ scenario, driver: 'autocannon', rounds: 6 }, 2);
    expect(least).toBeGreaterThan(2 * 6 * 2);
    expect(most - least).toBeCloseTo(6 * 10);
  });

  test('of one API that runs already is that of one side', () => {
    const url = { ...both, targets: [], url: 'http://127.0.0.1:3000' };
    expect(asked({ load: url }).most).toBeLessThan(asked({ load: both }).most * 0.6);
  });

  test('is longer where the data are made first, the more of them and of what stands on them', () => {
    const plain = asked({ experiments: [experiment] });
    expect(asked({ experiments: [experiment], scale: { scale: 'large', factor: 10 } }).data).toBeCloseTo(
      plain.data * 10,
    );
    expect(asked({ experiments: [experiment], load: both }).data).toBeGreaterThan(plain.data);
  });
});

describe('in words', () => {
  const some = { least: 240, most: 250, experiments: 11, loads: 2, capacities: 1, data: 70 };
  const all = { data: false, k6: false };

  test.each([
    ['one figure', some, all, 'About 4 minutes: 11 experiments, 2 loads, 1 capacity search.'],
    [
      'two, where it depends',
      { ...some, most: 470 },
      all,
      'About 4 to 8 minutes: 11 experiments, 2 loads, 1 capacity search.',
    ],
    [
      'a minute',
      { ...some, least: 91, most: 70 + 21, loads: 0 },
      all,
      'About 2 minutes: 11 experiments, 1 capacity search.',
    ],
    [
      'seconds, and nothing that there is none of',
      { ...some, least: 31, most: 34, experiments: 1, loads: 0, capacities: 0 },
      all,
      'About 30 seconds: 1 experiment.',
    ],
    [
      'never none',
      { ...some, least: 1, most: 2, experiments: 0, loads: 1, capacities: 0 },
      all,
      'About 10 seconds: 1 load.',
    ],
    [
      'more for the data',
      some,
      { ...all, data: true },
      'About 4 minutes: 11 experiments, 2 loads, 1 capacity search; the first time about 70 seconds more for the data and large indexes.',
    ],
    [
      'more for k6',
      some,
      { ...all, k6: true },
      'About 4 minutes: 11 experiments, 2 loads, 1 capacity search; the first time 1 to 2 minutes more to fetch or build k6.',
    ],
    [
      'more for both',
      { ...some, data: 130, capacities: 2 },
      { data: true, k6: true },
      'About 4 minutes: 11 experiments, 2 loads, 2 capacity searches; the first time about 2 minutes more for the data and large indexes, and 1 to 2 minutes more to fetch or build k6.',
    ],
  ])('%s', (_, of, missing, words) => {
    expect(forecastInWords(of, missing)).toBe(words);
  });
});

describe('what is missing', () => {
  test.each([
    ['embedded, over an empty cache: the data', { kind: 'embedded' }, nothing, { data: true, k6: false }],
    [
      'a server of their own: nobody knows',
      { kind: 'url', url: 'postgres://nowhere', allowRemote: false },
      nothing,
      { data: false, k6: false },
    ],
    [
      'a container: the data, each time',
      { kind: 'container', image: 'postgres:15' },
      nothing,
      { data: true, k6: false },
    ],
    ['a load by k6: k6', { kind: 'embedded' }, { ...nothing, scenarios: [paced] }, { data: true, k6: true }],
    ['a search: k6', { kind: 'embedded' }, { ...nothing, capacities: [search] }, { data: true, k6: true }],
  ] as const)('%s', async (_, source, load, missing) => {
    const cache = await mkdtemp(join(tmpdir(), 'bench-missing-'));
    try {
      const from = source.kind === 'embedded' ? { ...source, cache } : source;
      const found = await missingFor({ source: from, load: { ...load, cache, env: { PATH: cache } } });
      expect(found).toEqual(missing);
    } finally {
      await rm(cache, { recursive: true });
    }
  });
});
