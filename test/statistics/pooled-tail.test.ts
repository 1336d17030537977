import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Unit } from '../../src/statistics/bursts.ts';
import { mayStall } from '../../src/statistics/pooled-tail.ts';
import { quantile } from '../../src/statistics/quantile.ts';

const burst = (micros: readonly number[]) => ({ micros, seconds: 1 });
const unit = (base: readonly number[], head: readonly number[]): Unit => [
  { base: burst(base), head: burst(head) },
];
const alike = Array.from({ length: 100 }, (_, i) => 100 + i);

describe('whether the tails of all times together may differ by a factor', () => {
  test.each<[what: string, units: readonly Unit[], may: boolean]>([
    ['the same on both sides', [unit(alike, alike)], false],
    [
      'a head whose tail is far longer',
      [unit(alike, [...alike, ...Array.from({ length: 9 }, () => 2_000)])],
      true,
    ],
    ['a base whose tail is', [unit([...alike, ...Array.from({ length: 9 }, () => 2_000)], alike)], false],
    ['no base', [unit([], alike)], false],
    ['nothing at all', [], false],
    [
      'a pair of which one side has nothing is left out',
      [unit(alike, alike), unit([], [9_000, 9_000])],
      false,
    ],
    ['times of minutes', [unit([6e7], [1.2e8])], true],
  ])('%s', (_, units, may) => {
    expect(mayStall(units, 1.1)).toBe(may);
  });

  test('no is said only where it is so', () => {
    const time = fc.integer({ min: 1, max: 5_000_000 });
    const times = fc.array(time, { minLength: 1, maxLength: 40 });
    const units = fc.array(fc.record({ base: times, head: times }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(units, fc.double({ min: 1.01, max: 3, noNaN: true }), (x, ratio) => {
        const p95 = (side: 'base' | 'head') =>
          quantile(
            x.flatMap((one) => one[side]),
            0.95,
          );
        const may = mayStall(
          x.map(({ base, head }) => unit(base, head)),
          ratio,
        );
        expect(may || p95('head') / p95('base') < ratio).toBe(true);
      }),
    );
  });
});
