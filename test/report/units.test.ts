import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  change,
  changeInterval,
  changeOfSize,
  claimedFactor,
  count,
  duration,
  percent,
  size,
  times,
  uncertainty,
} from '../../src/report/units.ts';

test.each([
  ['a fraction of a second in milliseconds', 0.1842, '184.2 ms'],
  ['no zeros behind the point', 880e-6, '880 µs'],
  ['four digits at most', 9.81449e-3, '9.814 ms'],
  ['rounded before the unit is chosen', 999.96e-6, '1 ms'],
  ['just below that', 999.94e-6, '999.9 µs'],
  ['nanoseconds', 71.2e-9, '71.2 ns'],
  ['below a nanosecond', 2e-10, '0.2 ns'],
  ['seconds', 41.2, '41.2 s'],
  ['just below two minutes', 119.4, '119.4 s'],
  ['two minutes', 119.5, '2 min'],
  ['minutes and seconds', 184, '3 min 4 s'],
  ['nothing', 0, '0 s'],
  ['not bounded', Infinity, '∞'],
  ['no samples', Number.NaN, '–'],
])('duration: %s', (_, seconds, text) => expect(duration(seconds)).toBe(text));

test.each([
  ['bytes', 512, '512 B'],
  ['one decimal', 2_240_000, '2.2 MB'],
  ['no zero behind the point', 63_000_000, '63 MB'],
  ['just below the next unit', 999_949, '999.9 kB'],
  ['rounded before the unit is chosen', 999_950, '1 MB'],
  ['nothing', 0, '0 B'],
  ['more than there are units for', 2e18, '2,000,000 TB'],
])('size: %s', (_, bytes, text) => expect(size(bytes)).toBe(text));

test.each([
  ['thousands are separated', 38_112, '38,112'],
  ['fractional rows, as PostgreSQL 18 has them', 2.5, '2.5'],
])('count: %s', (_, number, text) => expect(count(number)).toBe(text));

test.each([
  ['one decimal', 0.21, '21.0 %'],
  ['no negative zero', -0.00001, '0.0 %'],
])('percent: %s', (_, share, text) => expect(percent(share)).toBe(text));

test.each([
  ['one decimal', 18.84, '18.8×'],
  ['none from a hundred on', 120.4, '120×'],
  ['rounded before that is decided', 99.96, '100×'],
  ['below one', 0.701, '0.7×'],
  ['beside one', 1.042, '1.04×'],
])('times: %s', (_, factor, text) => expect(times(factor)).toBe(text));

test.each([
  ['one value', [10, 10], '10×'],
  ['a range', [50, 100], '50–100×'],
  ['a fraction', [7.5, 7.5], '7.5×'],
] as const)('claimedFactor: %s', (_, factor, text) => expect(claimedFactor(factor)).toBe(text));

test.each([
  ['several times faster', 1 / 18.8, '18.8× faster'],
  ['half the time is a factor', 0.5, '2.0× faster'],
  ['less than that is in per cent of the time before', 0.876, '12.4 % faster'],
  ['slower, in per cent', 1.19, '19.0 % slower'],
  ['double the time is a factor', 2, '2.0× slower'],
  ['no change', 1, 'no change'],
  ['none that shows', 1.0004, 'no change'],
  ['nothing to compare', Number.NaN, 'not compared'],
])('change: %s', (_, ratio, text) => expect(change(ratio)).toBe(text));

test.each([
  [
    'factors count in the direction of the estimate',
    { estimate: 0.05, low: 0.04, high: 0.0625 },
    '20.0× faster (16.0 … 25.0)',
  ],
  ['per cents slower', { estimate: 1.19, low: 1.171, high: 1.209 }, '19.0 % slower (17.1 … 20.9)'],
  [
    'an end the other way is negative',
    { estimate: 0.97, low: 0.93, high: 1.01 },
    '3.0 % faster (−1.0 … 7.0)',
  ],
  ['slower, not bounded', { estimate: 1.1, low: 0.9, high: Infinity }, '10.0 % slower (−10.0 … ∞)'],
  ['faster, not bounded', { estimate: 0.9, low: 0.8, high: Infinity }, '10.0 % faster (−∞ … 20.0)'],
  ['bounded nowhere', { estimate: 0.9, low: 0, high: Infinity }, '10.0 % faster (± ∞)'],
  ['a factor, bounded nowhere', { estimate: 0.25, low: 0, high: Infinity }, '4.0× faster (± ∞)'],
  [
    'no change that shows, a little faster: the interval names its direction',
    { estimate: 0.9999, low: 0.986, high: 1.026 },
    'no change (−2.6 … 1.4 %)',
  ],
  ['and a little slower', { estimate: 1.0001, low: 0.974, high: 1.014 }, 'no change (−2.6 … 1.4 %)'],
  [
    'an end beside one shows on which side it is',
    { estimate: 0.3, low: 0.104, high: 1.042 },
    '3.3× faster (0.96 … 9.6)',
  ],
  ['nothing to compare', { estimate: Number.NaN, low: 0, high: Infinity }, 'not compared'],
])('changeInterval: %s', (_, ratio, text) => expect(changeInterval(ratio)).toBe(text));

test.each([
  ['the longer side counts', { estimate: 100, low: 98, high: 101 }, '± 2.0 %'],
  ['as long as it may be', { estimate: 100, low: 80, high: 101 }, '± 20.0 %'],
  ['beyond that both ends', { estimate: 0.02548, low: 0.01069, high: 0.06988 }, '(10.69 ms … 69.88 ms)'],
  ['the lower arm alone', { estimate: 0.1, low: 0.07, high: 0.101 }, '(70 ms … 101 ms)'],
  ['not bounded', { estimate: 100, low: 98, high: Infinity }, '± ∞'],
  ['no samples', { estimate: Number.NaN, low: 0, high: Infinity }, ''],
])('uncertainty: %s', (_, interval, text) => expect(uncertainty(interval)).toBe(text));

test('uncertainty of what is no time', () =>
  expect(uncertainty({ estimate: 100, low: 50, high: 130 }, (value) => `${value}/s`)).toBe('(50/s … 130/s)'));

test.each([
  ['a factor beside a factor', 1.362, 1 / 5.8, '1.36×'],
  ['a factor that is hardly one', 1.03, 0.01, '1.03×'],
  ['beside one that is slower', 3.57, 2.4, '3.6×'],
  ['per cent of the time before, where that is slower', 1.036, 1.031, '3.6 %'],
  ['and where it is faster', 1.25, 0.9, '20.0 %'],
  ['beside no change', 1.081, 1, '8.1 %'],
])('changeOfSize: %s', (_, size, beside, text) => expect(changeOfSize(size, beside)).toBe(text));

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

test('a change that is faster one way is never faster the other way', () =>
  fc.assert(
    fc.property(positive, (ratio) => {
      const [there, back] = [change(ratio), change(1 / ratio)];
      expect(there.includes('faster') && back.includes('faster')).toBe(false);
    }),
  ));

test('a duration never has more than four digits', () =>
  fc.assert(
    fc.property(fc.double({ min: 1e-7, max: 119, noNaN: true }), (seconds) => {
      const digits = duration(seconds).replaceAll(/\D/g, '').replace(/^0+/, '');
      expect(digits.length).toBeLessThanOrEqual(4);
    }),
  ));

const countable = { less: 'fewer', more: 'more', multiplied: 'as many' };

test.each([
  ['in per cent, more', { estimate: 1.25, low: 1.2, high: 1.3 }, '25.0 % more (20.0 … 30.0)'],
  ['in per cent, less', { estimate: 0.9, low: 0.8, high: 1 }, '10.0 % fewer (0.0 … 20.0)'],
  ['as a factor above one', { estimate: 3, low: 2.5, high: 3.5 }, '3.0× as many (2.5 … 3.5)'],
  ['as a factor below one', { estimate: 0.25, low: 0.2, high: 0.5 }, '4.0× fewer (2.0 … 5.0)'],
  ['none', { estimate: 1, low: 0.99, high: 1.01 }, 'no change (−1.0 … 1.0 %)'],
])('a change of what is no time: %s', (_, ratio, words) => {
  expect(changeInterval(ratio, countable)).toBe(words);
});
