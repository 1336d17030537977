import { expect, test } from 'vitest';
import { spread } from '../../src/measure/spread.ts';

function upTo(length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i);
}

test.each([0, 1, 2, 3, 4, 5, 6, 20, 25, 30, 40])('%i items are all there, the first in front', (length) => {
  const order = spread(upTo(length));
  expect(order.toSorted((a, b) => a - b)).toEqual(upTo(length));
  expect(order[0]).toBe(length > 0 ? 0 : undefined);
});

test.each([20, 25, 30])(
  'the first four of %i are of different words, and mostly of different filters',
  (length) => {
    const beginning = spread(upTo(length)).slice(0, 4);
    expect(new Set(beginning.map((place) => Math.floor(place / 5))).size).toBe(4);
    expect(new Set(beginning.map((place) => place % 5)).size).toBeGreaterThanOrEqual(3);
  },
);
