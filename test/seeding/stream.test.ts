import { expect, test } from 'vitest';
import { RowStream, tableWord } from '../../src/seeding/stream.ts';

function numbers(stream: RowStream, count: number): readonly number[] {
  return Array.from({ length: count }, () => stream.next());
}

const jobs = tableWord('jobs');

test('the same seed, table and index give the same numbers', () => {
  expect(numbers(new RowStream(42, jobs, 7), 5)).toEqual(numbers(new RowStream(42, jobs, 7), 5));
});

test.each([
  ['seed', new RowStream(43, jobs, 7)],
  ['table', new RowStream(42, tableWord('users'), 7)],
  ['index', new RowStream(42, jobs, 8)],
])('another %s gives other numbers', (_, other) => {
  const [first] = numbers(new RowStream(42, jobs, 7), 1);
  expect(numbers(other, 5)).not.toContain(first);
});

test('the numbers stay what they were: templates and reports depend on them', () => {
  const words = numbers(new RowStream(42, jobs, 7), 3).map((u) => u * 2 ** 32);
  expect(words).toMatchInlineSnapshot(`
    [
      318708746,
      443359626,
      673620957,
    ]
  `);
});

test('the first numbers of neighbouring rows are uniform and do not follow each other', () => {
  const count = 20_000;
  const firsts = Array.from({ length: count }, (_, index) => new RowStream(42, jobs, index).next());
  const mean = firsts.reduce((sum, u) => sum + u, 0) / count;
  const variance = firsts.reduce((sum, u) => sum + (u - mean) ** 2, 0) / count;
  const neighbours = firsts.reduce((sum, u, i) => sum + (u - mean) * ((firsts[i + 1] ?? mean) - mean), 0);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
  // Five standard deviations of a correlation of independent values.
  expect(Math.abs(neighbours / count / variance)).toBeLessThan(5 / Math.sqrt(count));
  expect(Math.min(...firsts)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...firsts)).toBeLessThan(1);
});
