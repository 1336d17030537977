import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { columns, wrapped, type Column } from '../../src/report/columns.ts';
import { cut } from '../../src/report/words.ts';

const heads: readonly Column[] = [
  { heading: 'query', align: 'left', shrinks: true },
  { heading: 'time', align: 'right' },
];

test.each([
  ['as wide as needed', 40, ['query          time', 'orders/list   12 ms', 'a            184 ms']],
  ['names give way where there is no room', 16, ['query       time', 'orders/…   12 ms', 'a         184 ms']],
  ['figures never do', 4, ['…    time', '…   12 ms', 'a  184 ms']],
])('columns: %s', (_, width, lines) => {
  expect(
    columns(
      heads,
      [
        ['orders/list', '12 ms'],
        ['a', '184 ms'],
      ],
      width,
    ),
  ).toEqual(lines);
});

test.each([
  ['runs on over empty cells', 40, '', 'p95    at most  1 ms  kept', 'plan   no sequential scan'],
  [
    'runs on as far as the next filled one',
    40,
    'BROKEN',
    'p95    at most  1 ms  kept',
    'plan   no sequentia…  BROKEN',
  ],
  ['is cut where the line ends', 24, '', 'p95    a…  1 ms  kept', 'plan   no sequential sc…'],
])('a cell that spills %s', (_, width, outcome, ordinary, spilling) => {
  const spills: readonly Column[] = [
    { heading: 'check', align: 'left' },
    { heading: 'allowed', align: 'left', shrinks: true, spills: true },
    { heading: 'base', align: 'right' },
    { heading: 'outcome', align: 'left' },
  ];
  const rows = [
    ['p95', 'at most', '1 ms', 'kept'],
    ['plan', 'no sequential scan', '', outcome],
  ];
  expect(columns(spills, rows, width).slice(1)).toEqual([ordinary, spilling]);
});

test('wide glyphs take two columns, colours none', () => {
  const lines = columns(
    heads,
    [
      ['注文', '1 s'],
      ['\u001B[31mred\u001B[39m', '2 s'],
    ],
    40,
  );
  expect(lines.map((line) => stringWidth(line))).toEqual([11, 11, 11]);
});

test.each([
  ['what fits stays', 'orders', 6, 'orders'],
  ['what does not is marked', 'orders', 5, 'orde…'],
  ['a wide glyph is not halved', '注文を', 4, '注…'],
  ['nor is a composed one', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
])('cut: %s', (_, text, width, expected) => expect(cut(text, width)).toBe(expected));

test('a paragraph is indented from its second line on', () => {
  expect(wrapped('one two three', 7, '  ')).toEqual(['one', '  two', '  three']);
});
