import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFull } from '../../src/cli/publish.ts';
import { readRun } from '../../src/record/file.ts';
import { beginRecord, type Recorder } from '../../src/run/recorder.ts';
import { schedules } from '../../src/run/schedule.ts';
import shop from '../seeding/fixtures/shop/bench.config.ts';
import { aDataset } from '../support/record.ts';
import { onlyRoot, smallDisk } from '../support/small-disk.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-recorder-'))));
afterAll(() => rm(folder, { recursive: true }));

/** The record of a run of everything, below this folder. */
function begin(place: string): Promise<Recorder> {
  const request = { only: null, quick: false, full: true, command: 'bench compare', seed: 42 };
  return beginRecord(
    {
      ...request,
      suite: { suite: shop, folder: place, config: join(place, 'bench.config.ts') },
      schedule: schedules.full,
    },
    { kind: 'embedded', version: '15.18', versionNumber: 150_018, settings: {} },
  );
}

test('a run that had to leave something out says so, and is no full one', async () => {
  const recorder = await begin(join(folder, 'left-out'));
  await recorder.update({ dataset: aDataset({ scale: 'default' }), status: 'complete' });
  expect(isFull(recorder.run)).toBe(true);
  const warning = { about: 'under load', sentence: 'left out: browse', remedy: 'bench setup k6' };
  await recorder.leftOut(warning);
  await recorder.finish({ status: 'complete' });
  const run = await readRun(recorder.path);
  expect(run.warnings).toEqual([warning]);
  expect(isFull(run)).toBe(false);
});

test('a disk that is full is named, keeps the last good record, and takes the next one when there is room', async ({
  skip,
}) => {
  const place = join(folder, 'disk');
  await using disk = (await smallDisk(place, 1)) ?? skip(onlyRoot);
  const recorder = await begin(place);
  const filler = await disk.fill();
  await expect(recorder.finish({ status: 'failed' })).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining(recorder.path),
  });
  expect(await readRun(recorder.path)).toMatchObject({ status: 'running' });
  await filler.giveBack();
  await recorder.finish({ status: 'complete' });
  expect(await readRun(recorder.path)).toMatchObject({ status: 'complete' });
});
