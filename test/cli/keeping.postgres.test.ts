import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import { ownServer, type OwnServer } from '../support/own-server.ts';
import { testServer } from '../support/server.ts';
import { bench } from './host.ts';

const suite = join(import.meta.dirname, '../seeding/fixtures/shop');

/** It is asked for all that is there, so nobody else may be. */
let own: OwnServer;
beforeAll(async () => void (own = await ownServer()));
afterAll(() => own[Symbol.asyncDispose]());

/** The program on that server. */
function onServer(...args: readonly string[]): ReturnType<typeof bench> {
  return bench([...args, '--database-url', own.url], suite);
}

/** What there is of ours; none of the tests before this one may have left anything. */
async function purposes(): Promise<readonly string[]> {
  await using server = await testServer(own.url);
  return (await ownDatabases(server)).map(({ purpose }) => purpose);
}

test('bench seed makes the data once; bench clean shows them, removes them, and names what may be ours', async () => {
  const made = await onServer('seed');
  expect(made).toMatchObject({ exit: 0, stderr: expect.stringMatching(/rows at scale default, made/) });
  expect(made.stdout).toMatch(
    /^customers +1,500 rows\norders +2,500 rows\nnotes +3 rows\ncontent hash +\w+\n$/,
  );
  const found = await onServer('seed');
  expect(found).toMatchObject({ stdout: made.stdout, stderr: expect.stringMatching(/default, found/) });
  expect(await purposes()).toEqual(['template']);

  const unmarked = 'bench_0123abcd_7';
  await using server = await testServer(own.url);
  await using db = await connect(server, server.maintenance);
  await db.query(`CREATE DATABASE ${unmarked}`);
  try {
    const shown = await onServer('clean', '--dry-run');
    expect(shown).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^kept .* MB {2}bench_shop_\w+ \(template\)/),
    });
    expect(await purposes()).toEqual(['template']);

    const removed = await onServer('clean');
    expect(removed).toMatchObject({ exit: 0, stderr: '' });
    expect(removed.stdout).toMatch(/^removed .* bench_shop_\w+ \(template\)\n/);
    expect(removed.stdout).toContain(`  DROP DATABASE ${unmarked};\n`);
    expect(await purposes()).toEqual([]);
  } finally {
    // It fails if it was dropped.
    await db.query(`DROP DATABASE ${unmarked}`);
  }
  expect((await onServer('clean')).stdout).toBe('There is no database of ours on this server.\n');
});
