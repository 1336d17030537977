import { expect, test } from 'vitest';
import { splitStatements } from '../../src/measure/statements.ts';

test.each<[what: string, sql: string, statements: readonly string[]]>([
  ['nothing', '', []],
  ['white space and semicolons', ' ;\n; ', []],
  ['one statement without a semicolon', 'SELECT 1', ['SELECT 1']],
  ['two statements', 'SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
  ['a semicolon in a string', `SELECT 'a;b'; SELECT 2`, [`SELECT 'a;b'`, 'SELECT 2']],
  ['a doubled quote in a string', `SELECT 'it''s;'; SELECT 2`, [`SELECT 'it''s;'`, 'SELECT 2']],
  [
    'a backslash at the end of a plain string',
    String.raw`SELECT 'a\'; SELECT 2`,
    [String.raw`SELECT 'a\'`, 'SELECT 2'],
  ],
  [
    'an escaped quote in an E string',
    String.raw`SELECT E'a\';b'; SELECT 2`,
    [String.raw`SELECT E'a\';b'`, 'SELECT 2'],
  ],
  ['a semicolon in a quoted name', 'SELECT "a;""b"; SELECT 2', ['SELECT "a;""b"', 'SELECT 2']],
  [
    'a comment to the end of the line',
    'SELECT 1 -- no; more\n; SELECT 2',
    ['SELECT 1 -- no; more', 'SELECT 2'],
  ],
  ['a comment before a statement', '-- first;\nSELECT 1', ['SELECT 1']],
  ['a block comment within another', '/* a /* b; */ c; */ SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['a comment alone', '-- nothing\n/* at all; */', []],
  ['a block comment without an end', 'SELECT 1; /* open;', ['SELECT 1']],
  ['a string without an end', `SELECT 1; SELECT 'open;`, ['SELECT 1', `SELECT 'open;`]],
  ['dollar quotes', 'DO $$ BEGIN a; b; END $$; SELECT 2', ['DO $$ BEGIN a; b; END $$', 'SELECT 2']],
  ['dollar quotes with a tag', 'DO $x$ a; $$ b; $x$; SELECT 2', ['DO $x$ a; $$ b; $x$', 'SELECT 2']],
  ['parameters are no dollar quotes', 'SELECT $1; SELECT $2', ['SELECT $1', 'SELECT $2']],
  ['a dollar within a name', 'SELECT a$b$; SELECT 2', ['SELECT a$b$', 'SELECT 2']],
  ['a comment sign in a string', `SELECT '--'; SELECT '/*'`, [`SELECT '--'`, `SELECT '/*'`]],
  [
    'semicolons in parentheses, as in a rule',
    'CREATE RULE r AS ON INSERT TO a DO ALSO (SELECT 1; SELECT 2); SELECT 3',
    ['CREATE RULE r AS ON INSERT TO a DO ALSO (SELECT 1; SELECT 2)', 'SELECT 3'],
  ],
  [
    'a function body in standard SQL',
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END; SELECT 2',
    ['CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END', 'SELECT 2'],
  ],
  ['a transaction is not a function body', 'BEGIN; SELECT 1; END;', ['BEGIN', 'SELECT 1', 'END']],
  ['letters beyond ASCII', `SELECT 'é;'; CREATE TABLE größe ()`, [`SELECT 'é;'`, 'CREATE TABLE größe ()']],
])('%s', (_, sql, statements) => {
  expect(splitStatements(sql)).toEqual(statements);
});
