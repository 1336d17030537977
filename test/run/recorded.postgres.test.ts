import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { BenchError } from '../../src/errors.ts';
import { readRun } from '../../src/record/file.ts';
import { recorded, type Outcome, type Recording } from '../../src/run/recorded.ts';
import { schedules } from '../../src/run/schedule.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { onlyRoot, smallDisk } from '../support/small-disk.ts';

const quietly = { start: () => {}, update: () => {}, done: () => {} };

/** A run of some work in this folder. */
async function run(folder: string, work: (recording: Recording) => Promise<void>): Promise<Outcome> {
  const suite = await loadSuite(join(import.meta.dirname, '../seeding/fixtures/shop'));
  const request = { only: null, quick: false, full: false, command: 'bench compare', seed: 42 };
  const source = { kind: 'url', url: inject('databaseUrl'), allowRemote: false } as const;
  return recorded(
    { ...request, source, suite: { ...suite, folder }, schedule: schedules.full },
    quietly,
    new AbortController().signal,
    work,
  );
}

test.for<[ending: string, end: () => void, code: string]>([
  ['it had come to its end', () => {}, 'disk-full'],
  [
    'it was interrupted',
    () => {
      throw new BenchError('interrupted');
    },
    'interrupted',
  ],
])(
  'a run whose last record does not fit on the disk: %s, and that it says',
  async ([, end, code], { skip }) => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-recorded-'));
    try {
      const place = join(folder, 'disk');
      await using disk = (await smallDisk(place, 1)) ?? skip(onlyRoot);
      const { path, ended } = await run(place, async () => {
        await disk.fill();
        end();
      });
      expect(ended).toMatchObject({ code });
      expect(await readRun(path)).toMatchObject({ status: 'running' });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
