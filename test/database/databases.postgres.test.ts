import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connection } from '../../src/database/connect.ts';
import {
  cloneDatabase,
  createDatabase,
  describeDatabase,
  dropDatabase,
} from '../../src/database/databases.ts';
import { dropLeftovers, ownDatabases, unmarkedDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import { ownServer, type OwnServer } from '../support/own-server.ts';
import { scratchDatabase, scratchName, testServer } from '../support/server.ts';

/** Some of them look at all databases that are there. */
let own: OwnServer;
beforeAll(async () => void (own = await ownServer()));
afterAll(() => own[Symbol.asyncDispose]());

const scratch = { purpose: 'scratch', key: 'test' } as const;

async function named(server: Server, name: string) {
  return (await ownDatabases(server)).find((database) => database.name === name);
}

/** What somebody else does on the same server. */
async function byHand(server: Server, work: (db: Connection) => Promise<unknown>): Promise<void> {
  await using db = await connect(server, server.maintenance);
  await work(db);
}

test('a clone has what its template has, and goes its own way', async () => {
  await using server = await testServer(own.url);
  await using template = await scratchDatabase(server);
  const name = scratchName();
  {
    await using db = await template.connect();
    await db.query('CREATE TABLE t AS SELECT generate_series(1, 10) AS i');
  }
  await cloneDatabase(server, template.name, name, scratch);
  {
    await using db = await connect(server, name);
    expect((await db.query('DELETE FROM t RETURNING i')).rowCount).toBe(10);
  }
  {
    await using db = await template.connect();
    expect((await db.query('SELECT count(*) FROM t')).rows).toEqual([{ count: '10' }]);
  }
  await dropDatabase(server, name);
  expect(await named(server, name)).toBeUndefined();
});

test('a database says what it is for, how large it is and whether its maker is still there', async () => {
  await using server = await testServer(own.url);
  await using database = await scratchDatabase(server);
  expect(await named(server, database.name)).toEqual({
    ...scratch,
    name: database.name,
    bytes: expect.any(Number),
    session: server.session,
    usedBy: [server.session],
    inUse: true,
  });
  await describeDatabase(server, database.name, { purpose: 'template', key: 'seeded' });
  expect(await named(server, database.name)).toMatchObject({ purpose: 'template', key: 'seeded' });
});

test('making a database again replaces ours, even while somebody is connected to it', async () => {
  await using server = await testServer(own.url);
  await using database = await scratchDatabase(server);
  const busy = await database.connect();
  await busy.query('CREATE TABLE t ()');
  await createDatabase(server, database.name, scratch);
  await expect(busy.query('SELECT 1')).rejects.toThrow(/terminat|closed|ended|not queryable/);
  await using db = await database.connect();
  expect((await db.query(`SELECT to_regclass('t') AS t`)).rows).toEqual([{ t: null }]);
});

test('a database with our prefix but without our mark is never touched', async () => {
  await using server = await testServer(own.url);
  const name = scratchName();
  await using ours = await scratchDatabase(server);
  for (const comment of ['NULL', `'{"madeBy":"somebody else"}'`]) {
    await byHand(server, async (db) => {
      await db.query(`CREATE DATABASE ${name}`);
      await db.query(`COMMENT ON DATABASE ${name} IS ${comment}`);
    });
    const refusal = { code: 'foreign-database', message: expect.stringContaining(name) };
    await expect(createDatabase(server, name, scratch)).rejects.toMatchObject(refusal);
    await expect(cloneDatabase(server, ours.name, name, scratch)).rejects.toMatchObject(refusal);
    await expect(describeDatabase(server, name, scratch)).rejects.toMatchObject(refusal);
    await expect(dropDatabase(server, name)).rejects.toMatchObject(refusal);
    await dropLeftovers(server);
    expect(await named(server, name)).toBeUndefined();
    // Only whoever made it drops it, which would fail if it were gone.
    await byHand(server, (db) => db.query(`DROP DATABASE ${name}`));
  }
});

test('a database that looks like ours and has no comment is named, and stays', async () => {
  await using server = await testServer(own.url);
  const [unmarked, others] = ['bench_0123abcd_1', 'bench_results'];
  await byHand(server, async (db) => {
    for (const name of [unmarked, others, 'bench_0123abcd_2']) await db.query(`CREATE DATABASE ${name}`);
    await db.query(`COMMENT ON DATABASE bench_0123abcd_2 IS 'mine'`);
  });
  expect(await unmarkedDatabases(server)).toEqual([unmarked]);
  await dropLeftovers(server);
  await byHand(server, async (db) => {
    for (const name of [unmarked, others, 'bench_0123abcd_2']) await db.query(`DROP DATABASE ${name}`);
  });
});

test('a database with our mark but without our prefix is never touched', async () => {
  await using server = await testServer(own.url);
  const name = `kept_${scratchName()}`;
  await byHand(server, async (db) => {
    await db.query(`CREATE DATABASE ${name}`);
    await db.query(
      `COMMENT ON DATABASE ${name} IS '{"madeBy":"intowork-bench","purpose":"scratch","key":"","session":""}'`,
    );
  });
  await expect(dropDatabase(server, name)).rejects.toThrow('no name for a database of ours');
  await dropLeftovers(server);
  await byHand(server, (db) => db.query(`DROP DATABASE ${name}`));
});

test('dropping what is not there is fine', async () => {
  await using server = await testServer(own.url);
  await expect(dropDatabase(server, scratchName())).resolves.toBeUndefined();
});

test('a template to which somebody is connected is named, not broken into', async () => {
  await using server = await testServer(own.url);
  await using template = await scratchDatabase(server);
  await using busy = await template.connect();
  await expect(cloneDatabase(server, template.name, scratchName(), scratch)).rejects.toMatchObject({
    code: 'database-in-use',
    message: expect.stringContaining(template.name),
  });
  expect((await busy.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('leftovers are what dead runs made, except templates; what living ones made stays', async () => {
  await using server = await testServer(own.url);
  await using alive = await scratchDatabase(server);
  const [draft, template] = [scratchName(), scratchName()];
  {
    await using dead = await testServer(own.url);
    await createDatabase(dead, draft, { purpose: 'draft', key: 'half' });
    await createDatabase(dead, template, { purpose: 'template', key: 'whole' });
    expect(await named(server, draft)).toMatchObject({ inUse: true });
  }
  expect(await dropLeftovers(server)).toEqual([draft]);
  expect(await named(server, template)).toMatchObject({ inUse: false });
  expect(await named(server, alive.name)).toBeDefined();
  await dropDatabase(server, template);
});
