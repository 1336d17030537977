import { expect, test } from 'vitest';
import { footnotes } from '../../src/report/footnotes.ts';

test('a note keeps its number until it is given, and has another in the next section', () => {
  const notes = footnotes();
  expect([notes.mark('an example is below'), notes.mark('other'), notes.mark('an example is below')]).toEqual(
    ['¹', '²', '¹'],
  );
  expect(notes.pending()).toEqual(['¹ An example is below.', '² Other.']);
  expect([notes.mark('an example is below'), notes.mark('an example is below')]).toEqual(['³', '³']);
  expect(notes.pending()).toEqual(['³ An example is below.']);
  expect(notes.pending()).toEqual([]);
});
