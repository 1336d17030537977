import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFull, publish } from '../../src/cli/publish.ts';
import { judge } from '../../src/compare/judge.ts';
import { schedules } from '../../src/run/schedule.ts';
import { aDataset, aRun } from '../support/record.ts';
import { onlyRoot, smallDisk } from '../support/small-disk.ts';

const { request } = aRun();
const whole = aRun({
  status: 'complete',
  schedule: schedules.full,
  request: { ...request, quick: false, only: null },
  dataset: aDataset({ scale: 'default' }),
});

test.each([
  ['a whole run', {}, true],
  ['a patient one', { schedule: { ...schedules.full, looks: [8, 30] } }, true],
  ['a shortened one', { schedule: { ...schedules.full, looks: [3] } }, false],
  ['a quick one', { request: { ...whole.request, quick: true } }, false],
  ['one without load, or without a part of it', { request: { ...whole.request, full: false } }, false],
  ['a filtered one', { request: { ...whole.request, only: 'orders/*' } }, false],
  ['a small one', { dataset: aDataset({ scale: 'tiny' }) }, false],
  ['an interrupted one', { status: 'interrupted' as const }, false],
])('whether %s replaces the report that people read', (_, different, full) => {
  expect(isFull({ ...whole, ...different })).toBe(full);
});

test('where there is no room, the report that people read stays as it is', async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-publish-'));
  try {
    const reports = join(folder, 'disk');
    await using disk = (await smallDisk(reports, 1)) ?? skip(onlyRoot);
    await writeFile(join(reports, 'PERFORMANCE_REPORT.md'), 'the last one');
    await disk.fill();
    const record = join(folder, 'run', 'run.json');
    await mkdir(join(folder, 'run'));
    await expect(publish(whole, judge(whole), { record, reports })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining(reports),
    });
    expect(await readFile(join(reports, 'PERFORMANCE_REPORT.md'), 'utf8')).toBe('the last one');
    expect((await readdir(reports)).toSorted()).toEqual(['PERFORMANCE_REPORT.md', 'filler']);
    expect(await readdir(join(folder, 'run'))).toContain('PERFORMANCE_REPORT.md');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('what only the report before showed goes with it, and nothing else does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-publish-'));
  try {
    const reports = join(folder, 'reports');
    const shown = ['latency-rush-k6.svg', 'speedups.svg', '../record.svg', 'logo.svg'];
    await mkdir(reports);
    for (const name of [...shown, 'capacity-rush.svg']) await writeFile(join(reports, name), '<svg/>');
    const before = shown.map((name) => `![A picture](${name})`).join('\n');
    await writeFile(join(reports, 'PERFORMANCE_REPORT.md'), before);
    await publish(whole, judge(whole), { record: join(folder, 'run', 'run.json'), reports });
    expect((await readdir(reports)).toSorted()).toEqual([
      'PERFORMANCE_REPORT.md',
      'capacity-rush.svg',
      'logo.svg',
    ]);
    expect(await readdir(folder)).toContain('record.svg');
  } finally {
    await rm(folder, { recursive: true });
  }
});
