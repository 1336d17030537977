import { expect, test } from 'vitest';
import { lowestBounded, pointSeconds, pointTimes } from '../../src/run/point-times.ts';
import type { Scenario } from '../../src/suite/scenario.ts';

const scenario: Scenario = {
  id: 'few',
  title: 'Few',
  saturation: 4,
  requests: [{ name: 'list', get: '/orders' }],
};
const p95 = { quantile: 0.95, seconds: 2 };
const times = pointTimes(scenario, p95, 30);

/** Requests that are due in a point at a rate, less one that may be lost at its edges. */
function due(rate: number, limit = p95, of = times): number {
  return rate * pointSeconds(rate, limit, of) - 1;
}

test('a point takes the time for the requests that its quantile needs', () => {
  expect(due(10)).toBeGreaterThanOrEqual(72);
  expect(due(1_000)).toBeGreaterThanOrEqual(72);
  expect(due(40, { ...p95, quantile: 0.99 })).toBeGreaterThanOrEqual(368);
});

test('where requests are many, it takes no longer for it', () => {
  expect(pointSeconds(1_000, p95, times)).toBe(times.seconds);
});

test('where they are few, it takes no more than its part of the search', () => {
  expect(pointSeconds(1, p95, times)).toBe(times.longest);
  expect(times.longest).toBeLessThan(30 / 2);
  expect(due(2, p95, pointTimes(scenario, p95, 300))).toBeGreaterThanOrEqual(72);
});

test('there is a rate below which they stay too few', () => {
  const lowest = lowestBounded(p95, times);
  expect(due(lowest)).toBeGreaterThanOrEqual(72);
  expect(due(lowest * 0.9)).toBeLessThan(72);
});

test('what has missed the limit by far is not waited for', () => {
  expect(times.timeout).toBeLessThan(10);
  expect(times.timeout).toBeGreaterThan(p95.seconds);
});
