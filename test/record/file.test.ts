import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRun, writeRun } from '../../src/record/file.ts';
import { aCapacity, aLoad, capacitiesOf } from '../support/load.ts';
import { aRun, anExperiment } from '../support/record.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-record-'))));
afterAll(() => rm(folder, { recursive: true }));

test('a record comes back as it was written, and nothing else is left in the folder', async () => {
  const run = aRun({ experiments: [anExperiment()] });
  await writeRun(join(folder, 'whole', 'run.json'), run);
  expect(await readRun(join(folder, 'whole', 'run.json'))).toEqual(run);
  expect(await readdir(join(folder, 'whole'))).toEqual(['run.json']);
});

test('what does not fit the schema is named by its path', async () => {
  const path = join(folder, 'misfit.json');
  await writeFile(path, JSON.stringify({ ...aRun(), overhead: [1, 'two'] }));
  await expect(readRun(path)).rejects.toMatchObject({
    code: 'record-invalid',
    message: expect.stringContaining('overhead.1'),
  });
});

test('what older records of load lack is read as not known', async () => {
  const load = aLoad();
  const { settle: _, ...scenario } = load.scenario;
  const sides = load.sides.map(({ schema: __, ...side }) => side);
  const capacity = capacitiesOf(aCapacity('before', 20, 22));
  const path = join(folder, 'older.json');
  await writeFile(
    path,
    JSON.stringify({ ...aRun(), loads: [{ ...load, scenario, sides }], capacities: [capacity] }),
  );
  const { loads, capacities } = await readRun(path);
  expect(loads[0]).toMatchObject({ scenario: { settle: null }, sides: [{ schema: null }, { schema: null }] });
  expect(capacities).toEqual([capacity]);
});

test('a record of another format version is not read, whatever else is in it', async () => {
  const path = join(folder, 'other.json');
  await writeFile(path, JSON.stringify({ format: 2 }));
  await expect(readRun(path)).rejects.toMatchObject({ code: 'record-version', exit: 2 });
});
