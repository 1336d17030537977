import { describe, expect, test } from 'vitest';
import { titleWords } from '../../bench/job-search-title.ts';
import { vocabulary } from '../../seed/vocabulary.ts';
import { rowsOf, share, type Row } from './support/rows.ts';

/** Old, middle and new jobs of the scale that the document speaks of. */
const jobs = [0, 51_000, 99_000].flatMap((first) => rowsOf('jobs', 1, first, 1_000));

function has(word: string): (row: Row) => boolean {
  const plain = word.toLowerCase();
  return ({ title, description }) => `${String(title)} ${String(description)}`.toLowerCase().includes(plain);
}

describe('words are as frequent as the vocabulary says', () => {
  test.each(vocabulary.frequent)('"%s" is in a fifth of the jobs and more', (word) => {
    expect(share(jobs, has(word))).toBeGreaterThan(0.2);
  });

  test.each(vocabulary.typical)('"%s" is in some in a hundred', (word) => {
    expect(share(jobs, has(word))).toBeGreaterThan(0.005);
    expect(share(jobs, has(word))).toBeLessThan(0.12);
  });

  test.each(vocabulary.rare)('"%s" is in one of the first thousand, and in one of ten thousand', (word) => {
    const found = jobs.filter(has(word));
    expect(found).toHaveLength(1);
    const again = Number(found[0]?.['id']) + 10_000 - 1;
    expect(rowsOf('jobs', 1, again, 1).filter(has(word))).toHaveLength(1);
  });

  test.each(vocabulary.absent)('"%s" is in none', (word) => {
    expect(jobs.filter(has(word))).toEqual([]);
  });

  test.each(vocabulary.symbols)('"%s" is there, as it is written', (word) => {
    expect(share(jobs, has(word))).toBeGreaterThan(0.002);
  });

  test.each(vocabulary.substring)('"%s" is a part of other words', (word) => {
    const whole = new RegExp(String.raw`\b${word}\b`, 'i');
    const parts = jobs.filter(has(word)).filter(({ description }) => !whole.test(String(description)));
    expect(parts.length).toBeGreaterThan(10);
  });
});

describe('titles have the words that they are searched for', () => {
  const many = [0, 20_000, 40_000, 60_000, 80_000, 99_000].flatMap((first) =>
    rowsOf('jobs', 1, first, 1_000),
  );
  const shareOf = (words: readonly string[]) =>
    words.map((word) => share(many, ({ title }) => String(title).toLowerCase().includes(word)));

  test('the frequent ones in a tenth and more, the rare ones hardly ever, but in some', () => {
    expect(Math.min(...shareOf(titleWords.frequent))).toBeGreaterThan(0.1);
    expect(Math.max(...shareOf(titleWords.rare))).toBeLessThan(0.002);
    expect(Math.max(...shareOf(titleWords.rare))).toBeGreaterThan(0);
    expect(Math.max(...shareOf(titleWords.absent))).toBe(0);
  });
});

test('companies have names that people search jobs for, now and then', () => {
  const companies = rowsOf('companies', 1);
  const words = ['engineer', 'python', 'dev', 'nurse'];
  const speaking = share(companies, ({ name }) =>
    words.some((word) => String(name).toLowerCase().includes(word)),
  );
  expect(speaking).toBeGreaterThan(0.005);
  expect(speaking).toBeLessThan(0.05);
});
