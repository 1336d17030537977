import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { now } from '../../bench/now.ts';
import { loadOf } from '../../src/cli/load-work.ts';
import { forecast } from '../../src/run/forecast.ts';
import { schedules } from '../../src/run/schedule.ts';
import { parseScale } from '../../src/seeding/scale.ts';
import { selectSubjects } from '../../src/suite/budget-subjects.ts';
import { loadSuite, type LoadedSuite } from '../../src/suite/load.ts';
import { aHost } from '../cli/host.ts';

const root = join(import.meta.dirname, '..', '..');
const migrations = './bench/migrations';

let loaded: LoadedSuite;
beforeAll(async () => {
  loaded = await loadSuite(root);
});

describe('the IntoWork suite', () => {
  test('loads, and everything that it refers to is there', () => {
    expect(loaded.config).toBe(join(root, 'bench.config.ts'));
  });

  test('puts each of the eight rows of §9.1 to the test', () => {
    const sources = loaded.suite.experiments
      .filter(({ claim }) => claim !== undefined)
      .map(({ source }) => source);
    for (const row of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(sources.some((source) => source.startsWith(`§9.1 row ${row},`))).toBe(true);
    }
  });

  test('says of the other promises of §9.1 that they are not put to the test', () => {
    expect(loaded.suite.notCovered?.join()).toMatch(/§9\.1 "Overall": page load .* API response .* CPU/);
  });

  test('leaves no section of the document out, tested or not', () => {
    const { experiments, scenarios = [], notCovered = [] } = loaded.suite;
    const told = [...[...experiments, ...scenarios].map(({ source }) => source), ...notCovered].join();
    const missing = Array.from({ length: 10 }, (_, i) => i + 1).filter(
      (section) => !new RegExp(`§${section}\\b`).test(told),
    );
    expect(missing).toEqual([]);
  });

  test('explains every route of the mixes that are compared, from the plan to the request', () => {
    const compared = (loaded.suite.scenarios ?? []).filter(({ compare = [] }) => compare.length > 0);
    expect(compared.map(({ id }) => id)).toContain('peak-traffic');
    const unexplained = compared.flatMap(({ id, requests }) =>
      requests
        .filter(({ explainedBy }) => explainedBy === undefined)
        .map((request) => `${id}/${request.name}`),
    );
    expect(unexplained).toEqual([]);
  });

  test('is compared within six minutes once everything is there, as far as one can foretell', () => {
    const { least } = forecast({
      experiments: loaded.suite.experiments,
      schedule: schedules.full,
      load: loadOf(loaded.suite, aHost({}), { cache: '/nowhere' }),
      scale: parseScale('default', loaded.suite.dataset.scales),
    });
    expect(least).toBeGreaterThan(60);
    expect(least).toBeLessThan(360);
  });

  test('has one now', () => {
    expect(now.text).toContain(`'${loaded.suite.dataset.now.replace('.000Z', 'Z')}'`);
  });
});

describe('the budgets', () => {
  test('are about what ships, and about few enough routes for a pull request', () => {
    const { routes } = selectSubjects(loaded.suite);
    const names = routes.flatMap(({ scenario, requests }) =>
      requests.map((name) => `${scenario.id}/${name}`),
    );
    expect(names).toEqual(['unread-badge/unread', 'job-page/view-job', 'browse/list']);
    expect(loaded.suite.gate).toEqual({ target: 'after' });
  });

  test('ask for indexes that the variants bring', async () => {
    for (const budget of loaded.suite.budgets ?? []) {
      if (!('query' in budget) || budget.plan?.uses === undefined) continue;
      const experiment = loaded.suite.experiments.find(({ id }) => id === budget.query);
      const file = experiment?.variants[budget.variant ?? '']?.schema;
      if (typeof file !== 'string') throw new Error(`${budget.query} has no file that could bring an index`);
      const text = await readFile(join(root, file), 'utf8');
      for (const index of budget.plan.uses) expect(text).toContain(`CREATE INDEX ${index}`);
    }
  });
});

describe('the migrations', () => {
  test('are all tried by an experiment', async () => {
    const tried = new Set(
      loaded.suite.experiments.flatMap(({ variants }) => Object.values(variants).map(({ schema }) => schema)),
    );
    const files = await readdir(join(root, migrations));
    expect(files.filter((file) => !tried.has(`${migrations}/${file}`))).toEqual([]);
  });

  test('say where they come from before anything else', async () => {
    for (const file of await readdir(join(root, migrations))) {
      expect(await readFile(join(root, migrations, file), 'utf8')).toMatch(/^-- (§|Our own: )/);
    }
  });
});
