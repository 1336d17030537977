import { expect, test } from 'vitest';
import { isFull } from '../../src/cli/publish.ts';
import { schedules } from '../../src/run/schedule.ts';
import { aDataset, aRun } from '../support/record.ts';

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
  ['one without load', { request: { ...whole.request, full: false } }, false],
  ['a filtered one', { request: { ...whole.request, only: 'orders/*' } }, false],
  ['a small one', { dataset: aDataset({ scale: 'tiny' }) }, false],
  ['an interrupted one', { status: 'interrupted' as const }, false],
])('whether %s replaces the report that people read', (_, different, full) => {
  expect(isFull({ ...whole, ...different })).toBe(full);
});
