import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, type Machine } from '../../src/database/cache.ts';

const user: Machine = { platform: 'linux', root: false, home: '/home/ada' };
const root: Machine = { platform: 'linux', root: true, home: '/root' };
const mac: Machine = { platform: 'darwin', root: false, home: '/Users/ada' };

const cases: readonly (readonly [string, Record<string, string>, string | undefined, Machine, string])[] = [
  ['a user on Linux', {}, undefined, user, '/home/ada/.cache/intowork-bench'],
  ['a user with an XDG folder', { XDG_CACHE_HOME: '/big' }, undefined, user, '/big/intowork-bench'],
  [
    'an XDG folder that is relative',
    { XDG_CACHE_HOME: 'big' },
    undefined,
    user,
    '/home/ada/.cache/intowork-bench',
  ],
  ['root, whose home no other user may enter', {}, undefined, root, '/var/cache/intowork-bench'],
  ['macOS', {}, undefined, mac, '/Users/ada/Library/Caches/intowork-bench'],
  ['a folder that was asked for', { XDG_CACHE_HOME: '/big' }, '/elsewhere', root, '/elsewhere'],
  ['a relative folder that was asked for', {}, 'here', user, resolve('here')],
];

test.each(cases)('%s', (_, env, override, machine, expected) => {
  expect(cacheFolder(env, override, machine)).toBe(expected);
});
