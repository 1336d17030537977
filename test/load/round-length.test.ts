import { expect, test } from 'vitest';
import { roundLength } from '../../src/load/round-length.ts';
import { fewestAnswers } from '../../src/load/validity.ts';
import { goodRound } from './support/traffic.ts';

const span = { seconds: 2, longest: 12 };

/** Rounds of two seconds with so many answers. */
function taken(...answers: readonly number[]) {
  return answers.map((answered) => goodRound({ seconds: 2, total: { ...goodRound().total, answered } }));
}

test('is as long as a p95 needs answers, at the pace of all rounds so far, and some more', () => {
  const seconds = roundLength(taken(18, 22), span);
  expect(10 * seconds).toBeGreaterThan(fewestAnswers * 1.2);
  expect(10 * seconds).toBeLessThan(fewestAnswers * 1.5);
});

test.each([
  ['as short as it may be, where answers are many', taken(300), 2],
  ['as long as it may be, where they are too few', taken(1), 12],
  ['as long as it may be, where there are none', taken(0), 12],
  ['as short as it may be, where nothing is known', taken(), 2],
])('is %s', (_, rounds, seconds) => {
  expect(roundLength(rounds, span)).toBe(seconds);
});
