import { expect, test } from 'vitest';
import { partsOf, settingsAfter, type Said } from '../../src/database/session-settings.ts';

/** The texts of what is set after some statements; a statement with values is a pair. */
function after(...statements: readonly (string | readonly [string, ...Said['values']])[]): readonly string[] {
  const said = statements.map((one): Said => {
    const [text, ...values] = typeof one === 'string' ? [one] : one;
    return { text, values };
  });
  return said.reduce(settingsAfter, [] as readonly Said[]).map(({ text }) => text);
}

const perSession = 'SELECT set_config($1, $2, $3)';
const yes = Buffer.from([1]);
const no = Buffer.from([0]);

test.each([
  ['nothing, by what only asks', ['SELECT 1', "UPDATE t SET set = 'x'", 'SHOW work_mem'], []],
  ['what was set, in order', ['SET a = 1', 'set b to 2'], ['SET a = 1', 'set b to 2']],
  [
    'several things by one call',
    [
      [perSession, 'a', '1', 'false'],
      [perSession, 'b', '2', 'false'],
    ],
    [perSession, perSession],
  ],
  ['the last word on the same', ['SET a = 1', 'SET a = 2', 'SET a = 1'], ['SET a = 2', 'SET a = 1']],
  [
    'behind a comment',
    ['/* pool */ SET a = 1', '-- why\nSET b = 2'],
    ['/* pool */ SET a = 1', '-- why\nSET b = 2'],
  ],
  ['several in one text', ['SET a = 1; SET b = 2;'], ['SET a = 1; SET b = 2;']],
  ['nothing, by a text that does something besides', ['SET a = 1; DELETE FROM t'], []],
  ['a role', ['SET ROLE reader'], ['SET ROLE reader']],
  [
    'not how a transaction is',
    ['SET TRANSACTION READ ONLY', 'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY'],
    [],
  ],
  ['a call', [['SELECT set_config($1, $2, false)', 'a', '1']], ['SELECT set_config($1, $2, false)']],
  ['nothing, after DISCARD ALL', ['SET a = 1', 'DISCARD ALL'], []],
  ['a transaction’s own, until it ends', ['BEGIN', 'SET LOCAL a = 1'], ['SET LOCAL a = 1']],
  ['not a transaction’s own, after it', ['SET b = 2', 'BEGIN', 'SET LOCAL a = 1', 'COMMIT'], ['SET b = 2']],
  [
    'a transaction’s own, after a step back in it',
    ['SET LOCAL a = 1', 'ROLLBACK TO SAVEPOINT s'],
    ['SET LOCAL a = 1'],
  ],
  ['not a call for a transaction', ["SELECT set_config('a', '1', true)", 'ROLLBACK'], []],
  ['not one whose values say so', [[perSession, 'a', '1', 'true'], 'COMMIT'], []],
  ['not one whose bytes say so', [[perSession, 'a', '1', yes], 'COMMIT'], []],
  ['one whose values say otherwise', [[perSession, 'a', '1', 'false'], 'COMMIT'], [perSession]],
  ['one whose bytes say otherwise', [[perSession, 'a', '1', no], 'COMMIT'], [perSession]],
] as const)('a session has %s', (_, statements, expected) => {
  expect(after(...statements)).toEqual(expected);
});

test('a text has as many parts as statements, from their first words on', () => {
  expect(partsOf(' -- one\n BEGIN; /* two */\n SELECT 1 ;; ')).toEqual(['BEGIN', 'SELECT 1 ']);
  expect(partsOf('/* nothing */')).toEqual([]);
});
