import { describe, expect, test } from 'vitest';
import { executorOf } from '../../src/load/k6/executor.ts';
import type { PacingRecord } from '../../src/record/load-round.ts';

const rate = (perSecond: number): PacingRecord => ({ kind: 'rate', rate: perSecond });
const ramp: PacingRecord = {
  kind: 'ramp',
  from: 20,
  steps: [
    { rate: 300, seconds: 2 },
    { rate: 0, seconds: 2 },
  ],
};

describe('the virtual users of open load', () => {
  test.each([
    ['as many as wait for answers when each takes as long as it may', rate(40), 2.5, 100],
    ['rounded up', rate(40.1), 2.5, 101],
    ['for the highest rate of a ramp', ramp, 5, 1500],
    ['a few at least', rate(1), 1, 10],
    ['no more than memory allows', rate(10_000), 10, 2_000],
  ] as const)('%s, and all of them from the beginning', (_, pacing, timeout, users) => {
    // One that is made in the middle of the load costs a request.
    expect(executorOf(pacing, 3, timeout)).toMatchObject({ preAllocatedVUs: users, maxVUs: users });
  });
});
