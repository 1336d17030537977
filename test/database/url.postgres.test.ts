import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { openServer } from '../../src/database/open.ts';
import { freePort } from '../../src/database/port.ts';
import type { Server } from '../../src/database/server.ts';
import { temporaryCache } from '../support/cache.ts';
import { testServer } from '../support/server.ts';

const role = 'bench_test_reader';

function openUrl(url: string | URL): Promise<Server> {
  return openServer({ kind: 'url', url: String(url), allowRemote: false });
}

/** The shared server's URL, with something about it changed. */
function changed(change: Partial<Pick<URL, 'port' | 'username' | 'password' | 'pathname' | 'search'>>): URL {
  return Object.assign(new URL(inject('databaseUrl')), change);
}

describe('a server that is used by its URL', () => {
  let server: Server;
  beforeAll(async () => {
    server = await testServer();
    await using db = await connect(server, server.maintenance);
    await db.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  });
  afterAll(async () => {
    {
      await using db = await connect(server, server.maintenance);
      await db.query(`DROP ROLE ${role}`);
    }
    await server[Symbol.asyncDispose]();
  });

  const troubles: readonly (readonly [string, () => Promise<URL>, string, RegExp])[] = [
    [
      'nothing listens',
      async () => changed({ port: String(await freePort()) }),
      'server-unreachable',
      /127\.0\.0\.1:\d+: nothing listens/,
    ],
    [
      'the password is wrong',
      async () => changed({ password: 'secret' }),
      'login-refused',
      /bench in: .*password/,
    ],
    ['the password is missing', async () => changed({ password: '' }), 'login-refused', /wants a password/],
    [
      'the role does not exist',
      async () => changed({ username: 'nobody', password: 'secret' }),
      'login-refused',
      /nobody/,
    ],
    [
      'the database does not exist',
      async () => changed({ pathname: '/nowhere' }),
      'login-refused',
      /"nowhere" does not exist/,
    ],
    [
      'the server has no TLS',
      async () => changed({ search: '?sslmode=verify-full' }),
      'insecure-connection',
      /does not support SSL/,
    ],
    [
      'the role may not create databases',
      async () => changed({ username: role, password: 'secret' }),
      'may-not-create-databases',
      /bench_test_reader may not/,
    ],
  ];

  test.each(troubles)(
    '%s: said in a sentence, with a remedy, without a password',
    async (_, url, code, message) => {
      const secret = new URL(inject('databaseUrl')).password;
      const error: unknown = await openUrl(await url()).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(error).toMatchObject({ code, message: expect.stringMatching(message), exit: 2 });
      expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`secret|${secret}`));
    },
  );

  test('says its version, its settings without secrets, and who we are', async () => {
    expect(server).toMatchObject({ kind: 'url', maintenance: 'postgres', settings: { fsync: 'off' } });
    expect(server.pid).toBeUndefined();
    await using db = await connect(server, server.maintenance);
    await db.query(`ALTER ROLE bench SET shop.jwt_secret = 'secret'`);
    await db.query('ALTER ROLE bench SET random_page_cost = 1.5');
    await using again = await testServer();
    await db.query('ALTER ROLE bench RESET ALL');
    expect(again.settings).toMatchObject({ random_page_cost: '1.5' });
    expect(JSON.stringify(again.settings)).not.toContain('secret');
  });

  test('counts as lost only when it does not let us in again', async () => {
    await using other = await testServer();
    let lost = false;
    void other.lost.then(() => (lost = true));
    const mine = `SELECT pid FROM pg_stat_activity WHERE application_name = '${other.session}'`;
    await using db = await connect(server, server.maintenance);
    const { rows: before } = await db.query<{ pid: number }>(mine);
    await db.query('SELECT pg_terminate_backend($1)', [before[0]?.pid]);
    await expect.poll(async () => (await db.query(mine)).rows[0]).toBeDefined();
    await expect.poll(async () => (await db.query(mine)).rows).not.toEqual(before);
    expect(lost).toBe(false);
  });

  test('counts as lost when it was killed; closing it then is no trouble', async () => {
    await using cache = await temporaryCache();
    await using embedded = await openServer({ kind: 'embedded', cache: cache.path });
    const { user, password, host, port } = embedded.connection('postgres');
    await using server = await openUrl(`postgres://${user}:${String(password)}@${host}:${port}/postgres`);
    await using idle = await connect(server, 'postgres');
    process.kill(Number(embedded.pid), 'SIGKILL');
    expect(await server.lost).toContain(`${host}:${port}`);
    await expect(idle.query('SELECT 1')).rejects.toThrow(/terminat|closed|ended|not queryable|ECONNRESET/);
    await expect(connect(server, 'postgres')).rejects.toMatchObject({ code: 'server-unreachable' });
  });
});
