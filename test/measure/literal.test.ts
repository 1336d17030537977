import { expect, test } from 'vitest';
import { literalOf } from '../../src/measure/literal.ts';
import type { Value } from '../../src/record/experiment.ts';

test.each<[what: string, value: Value, literal: string]>([
  ['nothing', null, 'NULL'],
  ['text', 'open', `'open'`],
  ['a quote', `it's`, `'it''s'`],
  ['a backslash', String.raw`a\b`, String.raw` E'a\\b'`],
  ['a number', 1.5, `'1.5'`],
  ['a truth', true, `'true'`],
  ['a list', [1, 2], `'{"1","2"}'`],
  ['an empty list', [], `'{}'`],
  ['nothing within a list', ['NULL', null], `'{"NULL",NULL}'`],
  ['what is special within a list', ['a,b', '{c}'], `'{"a,b","{c}"}'`],
  ['quotes within a list', ['say "x"'], String.raw` E'{"say \\"x\\""}'`],
  ['lists within a list', [['a'], ['b']], `'{{"a"},{"b"}}'`],
])('%s', (_, value, literal) => {
  expect(literalOf(value)).toBe(literal);
});
