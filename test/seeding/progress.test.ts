import { expect, test } from 'vitest';
import { meterOf, type SeedingProgress } from '../../src/seeding/progress.ts';

test('progress says rows, rate and time left', () => {
  let now = 100;
  const told: SeedingProgress[] = [];
  const meter = meterOf(
    1_000,
    (progress) => told.push(progress),
    () => now,
  );
  meter.add(0);
  now = 102;
  meter.add(400);
  now = 104;
  meter.add(600);
  meter.stage('keys');
  expect(told).toEqual([
    { stage: 'rows', rows: 0, total: 1_000, rate: 0, secondsLeft: null },
    { stage: 'rows', rows: 400, total: 1_000, rate: 200, secondsLeft: 3 },
    { stage: 'rows', rows: 1_000, total: 1_000, rate: 250, secondsLeft: 0 },
    { stage: 'keys', rows: 1_000, total: 1_000, rate: 250, secondsLeft: 0 },
  ]);
});
