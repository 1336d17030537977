import { describe, expect, test } from 'vitest';
import { boundaries } from '../../src/statistics/boundaries.ts';
import { spent } from '../../src/statistics/spending.ts';

describe('group-sequential boundaries', () => {
  test.each([
    // Lan & DeMets (1983); Jennison & Turnbull, Group Sequential Methods, and R: ldbounds::ldBounds(t, iuse = c(1, 1))
    [
      "O'Brien-Fleming type, four looks",
      'obrien-fleming',
      [0.25, 0.5, 0.75, 1],
      [4.3326, 2.9631, 2.359, 2.0141],
    ],
    // R: ldbounds::ldBounds(t, iuse = c(2, 2))
    ['Pocock type, four looks', 'pocock', [0.25, 0.5, 0.75, 1], [2.3683, 2.3675, 2.3582, 2.35]],
    ['one look is an ordinary test', 'pocock', [1], [1.96]],
    ["one look is an ordinary test, whichever way it's spent", 'obrien-fleming', [1], [1.96]],
  ] as const)('%s', (_, spending, times, expected) => {
    const found = boundaries(times, 0.05, spending);
    expect(found).toHaveLength(expected.length);
    for (const [i, z] of expected.entries()) expect(found[i]).toBeCloseTo(z, 3);
  });

  test('a look that comes too early for anything to be spent cannot be crossed', () => {
    expect(boundaries([0.001, 1], 0.02, 'obrien-fleming')[0]).toBeGreaterThan(8);
  });

  test('nor can looks at which less is spent than rounding takes, and later ones can', () => {
    const [first = 0, second = 0, third = 0, last = 0] = boundaries(
      [1 / 6, 1 / 3, 2 / 3, 1],
      0.05 / 27,
      'obrien-fleming',
    );
    expect(first).toBeGreaterThan(7);
    expect(first).toBeLessThan(10);
    // As bisection finds them.
    expect([second, third, last].map((z) => z.toFixed(3))).toEqual(['5.618', '3.892', '3.119']);
  });

  test.each(['pocock', 'obrien-fleming'] as const)(
    '%s spends all of alpha, and more with each look',
    (spending) => {
      const amounts = [0.1, 0.3, 0.6, 1].map((t) => spent(t, 0.02, spending));
      expect(amounts.at(-1)).toBeCloseTo(0.02, 12);
      expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    },
  );
});
