import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createDatabase, dropDatabase } from '../../src/database/databases.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import { dropOutdated } from '../../src/seeding/outdated.ts';
import { seedTemplate } from '../../src/seeding/seed.ts';
import { loadSuite, type LoadedSuite } from '../../src/suite/load.ts';
import { scratchName, testServer } from '../support/server.ts';

/** A suite of another name than those of other tests, and the same with other generators. */
let now: LoadedSuite;
let earlier: LoadedSuite;
const names: string[] = [];

beforeAll(async () => {
  const shop = await loadSuite(join(import.meta.dirname, 'fixtures', 'shop'));
  now = { ...shop, suite: { ...shop.suite, name: 'outdated' } };
  const dataset = { ...now.suite.dataset, now: '2025-01-06T12:00:00.000Z' };
  earlier = { ...now, suite: { ...now.suite, dataset } };
});

afterEach(async () => {
  await using server = await testServer();
  for (const name of names.splice(0)) await dropDatabase(server, name);
});

async function seed(server: Server, suite: LoadedSuite, how: { factor?: number; seed?: number } = {}) {
  const { database } = await seedTemplate({ ...suite, server, scale: 'x', factor: 0.1, seed: 42, ...how });
  names.push(database);
  return database;
}

/** A database as a run keeps it that took long to arrange it. */
async function keep(server: Server, template: string): Promise<string> {
  const name = scratchName();
  await createDatabase(server, name, { purpose: 'template', key: template, detail: '{"outcome":"ready"}' });
  names.push(name);
  return name;
}

/** Which of them are there. */
async function left(server: Server, ...asked: readonly string[]): Promise<readonly string[]> {
  const all = (await ownDatabases(server)).map(({ name }) => name);
  return asked.filter((name) => all.includes(name));
}

function drop(server: Server): Promise<readonly { readonly name: string }[]> {
  return dropOutdated(server, now, new AbortController().signal);
}

test('what other generators made is dropped, of any scale and random seed, with what was kept of it', async () => {
  const old: string[] = [];
  {
    await using before = await testServer();
    for (const how of [{}, { factor: 0.2 }, { seed: 43 }]) old.push(await seed(before, earlier, how));
    old.push(await keep(before, old[0] ?? ''));
  }
  await using server = await testServer();
  const dropped = await drop(server);
  expect(dropped.map(({ name }) => name).toSorted()).toEqual(old.toSorted());
  expect(await left(server, ...old)).toEqual([]);
});

test('data of the same generators stay, whatever their scale and random seed, and whatever was kept of them', async () => {
  const mine: string[] = [];
  {
    await using before = await testServer();
    for (const how of [{}, { factor: 0.2 }, { seed: 43 }]) mine.push(await seed(before, now, how));
    mine.push(await keep(before, mine[0] ?? ''));
  }
  await using server = await testServer();
  expect(await drop(server)).toEqual([]);
  expect(await left(server, ...mine)).toEqual(mine);
});

test('data of another suite stay, and those of whose origin nothing is known', async () => {
  const others: string[] = [];
  {
    await using before = await testServer();
    others.push(await seed(before, { ...earlier, suite: { ...earlier.suite, name: 'outdated-not' } }));
    const unknown = scratchName();
    await createDatabase(before, unknown, { purpose: 'template', key: 'a hash' });
    names.push(unknown);
    others.push(unknown);
  }
  await using server = await testServer();
  expect(await drop(server)).toEqual([]);
  expect(await left(server, ...others)).toEqual(others);
});

test('what a run still uses stays, also where it did not make it; once it has ended, it goes', async () => {
  let old: string;
  {
    await using maker = await testServer();
    old = await seed(maker, earlier);
  }
  await using server = await testServer();
  {
    await using user = await testServer();
    {
      await using another = await testServer();
      await seed(user, earlier);
      await seed(another, earlier);
      expect(await drop(server)).toEqual([]);
    }
    // Who came last has gone, who came before has not.
    expect(await drop(server)).toEqual([]);
    expect(await left(server, old)).toEqual([old]);
  }
  expect((await drop(server)).map(({ name }) => name)).toEqual([old]);
});
