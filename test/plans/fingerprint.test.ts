import { describe, expect, test } from 'vitest';
import { fingerprint, withoutLiterals, type Fingerprint } from '../../src/plans/fingerprint.ts';
import { parsePlan } from '../../src/plans/parse.ts';
import { fixture } from './fixtures.ts';

test.each([
  ['a string', `(status = 'open')`, '(status = ?)'],
  ['a string with a cast', `(status = 'it''s'::text)`, '(status = ?)'],
  ['a cast of many words', `(at > '2026-01-01'::timestamp without time zone)`, '(at > ?)'],
  ['a cast with a length', `(code = 'a'::character varying(10))`, '(code = ?)'],
  ['an array', `(id = ANY ('{1,2}'::integer[]))`, '(id = ANY ?)'],
  ['an array parameter', '(id = ANY ($1))', '(id = ANY ?)'],
  ['a number', '(a > 1.5)', '(a > ?)'],
  ['a negative number', `(a > '-1'::integer)`, '(a > ?)'],
  ['a parameter', '(id = $1)', '(id = ?)'],
  ['a parameter with a cast', '(id = ($1)::bigint)', '(id = ?)'],
  ['a name with a number stays', '(t1.col2 = a3)', '(t1.col2 = a3)'],
  ['a quoted name with a number stays', '("a 1" = 2)', '("a 1" = ?)'],
])('without literals: %s', (_, text, expected) => {
  expect(withoutLiterals(text)).toBe(expected);
});

function scan(parts: object): Fingerprint {
  const plan = { Plan: { 'Node Type': 'Seq Scan', 'Relation Name': 'a', ...parts } };
  return fingerprint(parsePlan(plan, 'custom', ''));
}

describe('plans that agree', () => {
  test.each([
    ['costs and rows do not matter', { 'Total Cost': 1, 'Plan Rows': 1 }, { 'Total Cost': 9 }, []],
    ['literals do not matter', { Filter: '(a = 1)' }, { Filter: '(a = 2)' }, []],
    ['conditions matter to the strict one', { Filter: '(a = 1)' }, { Filter: '(b = 1)' }, ['strict']],
    ['sort keys too', { 'Sort Key': ['a'] }, { 'Sort Key': ['a DESC'] }, ['strict']],
    ['what shares the work is shape, not access', {}, { 'Parallel Aware': true }, ['shape', 'strict']],
    [
      'an index is all of them',
      {},
      { 'Node Type': 'Index Scan', 'Index Name': 'i' },
      ['access', 'shape', 'strict'],
    ],
  ] as const)('%s', (_, one, other, differing) => {
    const [a, b] = [scan(one), scan(other)];
    const levels = (['access', 'shape', 'strict'] as const).filter((level) => a[level] !== b[level]);
    expect(levels).toEqual(differing);
  });

  test('versions read the same plan in the same way', () => {
    expect(fingerprint(fixture('parallel.18'))).toEqual(fingerprint(fixture('parallel.11')));
  });
});

test('a bitmap scan is reached by all its indexes', () => {
  expect(fingerprint(fixture('bitmap-and.15')).access).toBe(
    'orders: Bitmap Heap Scan (orders_amount, orders_customer)',
  );
});
