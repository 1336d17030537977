import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { endedBy } from '../../src/run/ending.ts';
import { ApplicationError, attempt } from '../../src/measure/failure.ts';
import { TurnFailure } from '../../src/measure/turn.ts';

const { signal } = new AbortController();

function refusal(code: string, message: string): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, 'error'), { code });
}

function attemptTo(fail: unknown): ReturnType<typeof attempt> {
  return attempt(signal, 'SELECT 1', () => Promise.reject(fail));
}

test('what PostgreSQL refuses is a failure of the statement', async () => {
  const tried = await attemptTo(refusal('42703', 'column "a" does not exist'));
  expect(tried).toEqual({
    ok: false,
    failure: { code: '42703', message: 'column "a" does not exist', statement: 'SELECT 1' },
  });
});

test.each([
  ['PostgreSQL’s disk', 'could not extend file "base/5/1": No space left on device', /bench clean/],
  [
    'what the workers of a server share',
    'could not resize shared memory segment "/PostgreSQL.1" to 4194304 bytes: No space left on device',
    /--shm-size/,
  ],
])('no room on %s is none: it says nothing about the statement', async (_, message, remedy) => {
  await expect(attemptTo(refusal('53100', message))).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining(message),
    remedy: expect.stringMatching(remedy),
  });
});

test('no room is seen behind the error that was made of it', async () => {
  const full = refusal('53100', 'could not write to file "base/pgsql_tmp/1": No space left on device');
  const said = { code: 'disk-full', message: expect.stringContaining('pgsql_tmp') };
  await expect(attemptTo(new ApplicationError('it throws', { cause: full }))).rejects.toMatchObject(said);
  expect(endedBy(new TurnFailure('head', full), signal)).toMatchObject(said);
});

test('a bug is thrown on, whatever it throws', async () => {
  await expect(attemptTo(undefined)).rejects.toBeUndefined();
  await expect(attemptTo(new TypeError('x is not a function'))).rejects.toThrow(TypeError);
});
