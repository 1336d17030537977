import { expect, test } from 'vitest';
import { scheduleOf } from '../../src/cli/options.ts';
import { schedules } from '../../src/run/schedule.ts';

test.each([
  ['nothing asked for', {}, schedules.full],
  ['a first impression', { quick: true }, schedules.quick],
  [
    'rounds that are asked for: taken whatever the time',
    { rounds: 14 },
    { ...schedules.full, looks: [8, 12, 14], patience: null },
  ],
])('when results are looked at: %s', (_, options, expected) => {
  expect(scheduleOf(options as Parameters<typeof scheduleOf>[0])).toEqual(expected);
});
