import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import suite from '../../bench.config.ts';
import type { Server } from '../../src/database/server.ts';
import { arrangementsOn, type Arrangements } from '../../src/measure/arrange.ts';
import { measureExperiment } from '../../src/measure/measure.ts';
import type { ExperimentRecord } from '../../src/record/experiment.ts';
import { parseScale } from '../../src/seeding/scale.ts';
import { seedTemplate } from '../../src/seeding/seed.ts';
import type { Experiment } from '../../src/suite/experiment.ts';
import { fixedRandom } from '../measure/random.ts';
import { testServer } from '../support/server.ts';

const folder = join(import.meta.dirname, '..', '..');
const { signal } = new AbortController();

let server: Server;
let template: string;
let arrangements: Arrangements;

beforeAll(async () => {
  server = await testServer();
  const config = join(folder, 'bench.config.ts');
  const scale = parseScale('tiny', suite.dataset.scales);
  ({ database: template } = await seedTemplate({ suite, config, folder, ...scale, seed: 42, server }));
  arrangements = arrangementsOn(server, template, folder, suite.experiments, signal);
});

afterAll(async () => {
  await arrangements[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Up the ladder, with a single short round, and two sets of each list. */
function measure(experiment: Experiment): Promise<ExperimentRecord> {
  const parameters = Object.fromEntries(
    Object.entries(experiment.parameters).map(([name, sets]) => [
      name,
      Array.isArray(sets) ? sets.slice(0, 2) : sets,
    ]),
  );
  return measureExperiment(
    { ...experiment, parameters },
    {
      server,
      arrangements,
      schedule: { looks: [1], alpha: 0.05, spending: 'pocock' },
      random: fixedRandom(),
      started: performance.now(),
      budget: { round: 0.001 },
      decided: () => true,
      signal,
      onProgress: () => {},
      onUpdate: () => {},
      onWarning: () => {},
    },
  );
}

/** What the document's text does at any scale: `experiment variant` → SQLSTATE, and why. */
const refused: Readonly<Record<string, string>> = {
  // "could not determine data type of parameter $4"
  'jobs/search as-written': '42P08',
  // a unique index over duplicates
  'applications/has-applied unique': '23505',
  // NOW() in an index predicate
  'sessions/validate as-written': '42P17',
};

/** Variants that are known to answer something else, without saying so. */
const answerOtherwise = [
  // the name of the company must match too
  'jobs/search code',
  // the last 30 days only
  'dashboard/employer as-written',
];

describe.each(suite.experiments.map((experiment) => ({ id: experiment.id, experiment })))(
  '$id',
  ({ experiment }) => {
    let record: ExperimentRecord;
    beforeAll(async () => {
      record = await measure(experiment);
    });

    function cells() {
      return record.classes.flatMap(({ name, cells }) =>
        Object.entries(cells).map(([variant, cell]) => ({
          name: `${record.id} ${variant}`,
          class: name,
          cell,
        })),
      );
    }

    test('draws parameters for each class', () => {
      expect(record.classes.map(({ failure }) => failure)).toEqual(record.classes.map(() => null));
      expect(Math.min(...record.classes.map(({ sets }) => sets.length))).toBeGreaterThan(0);
    });

    test('runs whatever PostgreSQL is known to accept, and nothing else', () => {
      const failures = cells().map(({ name, cell }) => [name, cell.failure?.code ?? null]);
      expect(failures).toEqual(cells().map(({ name }) => [name, refused[name] ?? null]));
    });

    test('answers the same wherever it must', () => {
      const differing = cells().filter(({ cell }) => cell.answers?.satisfied === false);
      const names = new Set(differing.map(({ name }) => name));
      expect([...names]).toEqual(answerOtherwise.filter((name) => name.startsWith(`${record.id} `)));
    });

    test('is measured to the end', () => {
      expect(record.complete).toBe(true);
    });
  },
);
