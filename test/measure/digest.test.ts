import { describe, expect, test } from 'vitest';
import { digestOf, rowTexts } from '../../src/measure/digest.ts';

describe('rows as text', () => {
  test.each([
    ['columns in alphabetical order', [{ b: 1, a: 2 }], ['{"a":"2","b":"1"}']],
    ['numbers as their text', [{ a: 5 }, { a: '5' }, { a: 5n }], ['{"a":"5"}', '{"a":"5"}', '{"a":"5"}']],
    ['nothing is not the word', [{ a: null }, { a: 'null' }], ['{"a":null}', '{"a":"null"}']],
    ['dates', [{ a: new Date(0) }], ['{"a":"1970-01-01T00:00:00.000Z"}']],
    ['bytes', [{ a: Buffer.from([0, 255]) }], ['{"a":"00ff"}']],
    ['what a procedure makes of rows', { list: [{ b: 1, a: 1 }] }, ['{"list":[{"a":"1","b":"1"}]}']],
    ['a single value', 7, ['"7"']],
    ['no answer', undefined, ['null']],
    ['no rows', [], []],
  ])('%s', (_, answer, texts) => {
    expect(rowTexts(answer)).toEqual(texts);
  });
});

describe('digests', () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 2 }];

  test.each([
    ['the same rows', [{ id: 1 }, { id: 2 }, { id: 2 }], true, true],
    ['another order', [{ id: 2 }, { id: 1 }, { id: 2 }], false, true],
    ['another row', [{ id: 1 }, { id: 2 }, { id: 3 }], false, false],
    ['a row more often', [{ id: 1 }, { id: 1 }, { id: 2 }], false, false],
    ['a row less', [{ id: 1 }, { id: 2 }], false, false],
  ])('%s', (_, others, sameSequence, sameSet) => {
    const [a, b] = [digestOf(rows), digestOf(others)];
    expect(a.sequence === b.sequence).toBe(sameSequence);
    expect(a.set === b.set).toBe(sameSet);
  });

  test('rows are counted', () => {
    expect(digestOf(rows).rows).toBe(3);
  });
});
