import { expect, test } from 'vitest';
import { parseLimit } from '../../src/suite/limit.ts';

test.each([
  ['p95<100ms', { quantile: 0.95, seconds: 0.1 }],
  ['p99 < 1.5s', { quantile: 0.99, seconds: 1.5 }],
  ['p50<2s', { quantile: 0.5, seconds: 2 }],
  ['p95>100ms', null],
  ['p97<100ms', null],
  ['p95<0ms', null],
  ['p95<100', null],
  ['fast', null],
])('%s', (text, limit) => {
  expect(parseLimit(text)).toEqual(limit);
});
