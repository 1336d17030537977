import { describe, expect, test } from 'vitest';
import { limitByThinking, thinkTimeBound } from '../../src/compare/think-time.ts';
import type { PacingRecord } from '../../src/record/load-round.ts';
import { uniform } from '../support/random.ts';

const crowd: Extract<PacingRecord, { kind: 'users' }> = { kind: 'users', users: 1000, think: [1, 3] };

/** Requests per second of one user of `crowd`, simulated, whose answers take so many seconds. */
function sent(answer: number): number {
  const [least, most] = crowd.think;
  const next = uniform(11);
  let [now, requests] = [0, 0];
  while (now < 20_000) {
    now += least + next() * (most - least) + answer;
    requests += 1;
  }
  return requests / now;
}

describe('the most that people who think can send', () => {
  test.each<[string, PacingRecord, number | undefined]>([
    ['a thousand who think for two seconds', crowd, 500],
    ['twice as many send twice as much', { ...crowd, users: 2000 }, 1000],
    ['who think half as long send twice as much', { ...crowd, think: [0.5, 1.5] }, 1000],
    ['only the mean counts, not how far it is spread', { ...crowd, think: [2, 2] }, 500],
    ['half of them may send at once', { ...crowd, think: [0, 4] }, 500],
    ['who do not think: no bound', { ...crowd, think: [0, 0] }, undefined],
    ['a rate: no bound but itself', { kind: 'rate', rate: 5 }, undefined],
    ['a ramp', { kind: 'ramp', from: 0, steps: [{ rate: 5, seconds: 2 }] }, undefined],
    ['connections, as fast as answers come', { kind: 'saturation', connections: 4 }, undefined],
  ])('%s', (_, pacing, requests) => {
    expect(thinkTimeBound(pacing)?.requests).toBe(requests);
  });

  // Answers that take no time are those of the fastest API that there could be.
  test('is what the fastest API would see, and no slower one exceeds', () => {
    const bound = thinkTimeBound({ ...crowd, users: 1 })?.requests ?? Number.NaN;
    expect(sent(0) / bound).toBeCloseTo(1, 1);
    expect(sent(0.5)).toBeLessThan(bound);
  });

  test('is said in one sentence', () => {
    expect(thinkTimeBound({ kind: 'users', users: 1, think: [1, 2] })?.sentence).toBe(
      '1 user who thinks for 1.5 s on average cannot send more than 0.667 requests per second, however fast the API is',
    );
  });
});

describe('what thinking limits', () => {
  test.each([
    ['nothing, where both are far from it', { before: 100, after: 400 }, null],
    ['the one that is as near as is told apart', { before: 100, after: 455 }, 'what after answers'],
    ['both', { before: 470, after: 495 }, 'what before and after answer'],
    ['nothing, where nothing was measured', { before: Number.NaN, after: Number.NaN }, null],
  ])('%s', (_, rates, said) => {
    expect(limitByThinking(crowd, rates, 1.1)?.match(/what .* answers?/)?.[0] ?? null).toBe(said);
  });
});
