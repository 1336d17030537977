import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyLine } from '../../src/seeding/copy-text.ts';
import type { Cell } from '../../src/suite/dataset.ts';

test.each<[string, readonly Cell[], string]>([
  ['cells apart by tabs', [1, 'a', true, false], '1\ta\tt\tf\n'],
  ['null, which is not the text \\N', [null, '\\N'], '\\N\t\\\\N\n'],
  ['the empty text', ['', ''], '\t\n'],
  ['control characters', ['a\tb\nc\rd\\e'], String.raw`a\tb\nc\rd\\e` + '\n'],
  ['the end-of-data mark as a text', ['\\.'], '\\\\.\n'],
  [
    'a date with its milliseconds',
    [new Date(Date.UTC(2026, 0, 6, 12, 0, 0, 5))],
    '2026-01-06T12:00:00.005Z\n',
  ],
  ['an array of numbers', [[1, 2.5]], '{1,2.5}\n'],
  ['an array of texts, quoted', [['a b', 'c"d', 'e\\f']], String.raw`{"a b","c\\"d","e\\\\f"}` + '\n'],
  ['an empty array', [[]], '{}\n'],
  ['JSON', [{ a: 'b\n' }], String.raw`{"a":"b\\n"}` + '\n'],
])('COPY text has %s', (_, cells, line) => {
  expect(copyLine(cells)).toBe(line);
});

test('a row is one line with as many fields as cells, whatever is in them', () => {
  const text = fc.string({
    unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', '.', 'é', '"'),
    maxLength: 12,
  });
  const holds = fc.check(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
      const line = copyLine(cells);
      return line.indexOf('\n') === line.length - 1 && line.split('\t').length === cells.length;
    }),
  );
  expect(holds).toMatchObject({ failed: false });
});
