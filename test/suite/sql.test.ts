import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { p, sql, type Sql } from '../../src/suite/sql.ts';

/** A fragment that is composed of one more fragment for each parameter. */
function list(names: readonly string[]): Sql {
  return names.reduce((all, parameter) => sql`${all} ${{ parameter }}`, sql`list`);
}

describe('sql`…`', () => {
  test.each<[what: string, statement: Sql, text: string, parameters: readonly string[]]>([
    ['text alone', sql`SELECT 1`, 'SELECT 1', []],
    ['a parameter gets a number', sql`SELECT ${p.a}`, 'SELECT $1', ['a']],
    ['parameters are numbered as they come', sql`SELECT ${p.b}, ${p.a}`, 'SELECT $1, $2', ['b', 'a']],
    [
      'a parameter that comes twice keeps its number',
      sql`SELECT ${p.a}, ${p.b}, ${p.a}`,
      'SELECT $1, $2, $1',
      ['a', 'b'],
    ],
    ['a fragment without parameters', sql`SELECT ${sql`now()`} AS now`, 'SELECT now() AS now', []],
    [
      "a fragment's parameters are numbered anew",
      sql`SELECT ${p.a} WHERE ${sql`x = ${p.b} AND y = ${p.a}`}`,
      'SELECT $1 WHERE x = $2 AND y = $1',
      ['a', 'b'],
    ],
    ['a fragment within a fragment', sql`A ${sql`B ${sql`C ${p.x}`}`} ${p.x}`, 'A B C $1 $1', ['x']],
    ['nothing but parameters', sql`${p.a}${p.b}`, '$1$2', ['a', 'b']],
    [
      'shared indentation goes, the rest stays',
      sql`
        SELECT 1

          FROM x
      `,
      'SELECT 1\n\n  FROM x',
      [],
    ],
  ])('%s', (_, statement, text, parameters) => {
    expect(statement.text).toBe(text);
    expect(statement.parameters).toEqual(parameters);
  });

  test.each<[what: string, value: unknown]>([
    ['text', "'; DROP TABLE jobs; --"],
    ['a number', 1],
    ['nothing', undefined],
    ['null', null],
    ['an object', { text: 'SELECT 1' }],
  ])('refuses to take %s into a statement', (_, value) => {
    expect(() => sql`SELECT ${value as Sql}`).toThrow(TypeError);
  });

  test('numbers each name once, whatever is composed', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.array(name), (outer, inner) => {
        const { text, parameters } = sql`${list(outer)} (${list(inner)})`;
        const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
        expect(numbers.map((number) => parameters[number - 1])).toEqual([...outer, ...inner]);
        expect(new Set(parameters).size).toBe(parameters.length);
      }),
    );
  });
});
