import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors.ts';
import { parseScale } from '../../src/seeding/scale.ts';

const scales = { tiny: 0.01, default: 1, large: 10 };

describe('a scale', () => {
  test.each([
    ['a name of the suite', 'tiny', { scale: 'tiny', factor: 0.01 }],
    ['a whole factor', '3x', { scale: '3x', factor: 3 }],
    ['a fraction', '0.5x', { scale: '0.5x', factor: 0.5 }],
    ['a factor with zeros around it', '03.50x', { scale: '3.5x', factor: 3.5 }],
  ])('may be %s: %s', (_, text, expected) => {
    expect(parseScale(text, scales)).toEqual(expected);
  });

  test.each([
    ['an unknown name', 'huge'],
    ['a number without the x', '3'],
    ['nothing at all', '0x'],
    ['less than nothing', '-1x'],
    ['a word of JavaScript', 'constructor'],
    ['infinity', 'Infinityx'],
    ['another notation', '1e3x'],
    ['empty', ''],
  ])('may not be %s: %s', (_, text) => {
    expect(() => parseScale(text, scales)).toThrow(
      new BenchError('unknown-scale', text, Object.keys(scales)),
    );
  });
});
