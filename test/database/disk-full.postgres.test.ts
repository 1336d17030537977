import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../src/database/databases.ts';
import { openServer } from '../../src/database/open.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import { seedTemplate } from '../../src/seeding/seed.ts';
import type { Variant } from '../../src/suite/experiment.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { sql } from '../../src/suite/sql.ts';
import { measureShop, seedShop, shopExperiment } from '../measure/shop.ts';
import { temporaryCache } from '../support/cache.ts';
import { scratchDatabase, scratchName } from '../support/server.ts';
import { onlyRoot, smallDisk } from '../support/small-disk.ts';

// The programs take 58 MB, an empty cluster 39 MB, each database 8 MB.
test.for([
  ['the programs do not fit', 20],
  ['the programs fit, but no cluster', 80],
] as const)('%s: said with a remedy, and nothing half-made stays', async ([, megabytes], { skip }) => {
  await using cache = await temporaryCache();
  const path = join(cache.path, 'disk');
  await using disk = await smallDisk(path, megabytes);
  skip(disk === undefined, onlyRoot);
  await expect(openServer({ kind: 'embedded', cache: path })).rejects.toMatchObject({
    code: 'disk-full',
    remedy: expect.stringContaining('bench clean'),
  });
  const left = await readdir(join(path, 'postgresql-15'));
  expect(left.filter((name) => name.endsWith('.draft'))).toEqual([]);
});

test('a database does not fit: said with a remedy, and the server lives on', async ({ skip }) => {
  await using cache = await temporaryCache();
  const path = join(cache.path, 'disk');
  await using disk = await smallDisk(path, 150);
  skip(disk === undefined, onlyRoot);
  await using server = await openServer({ kind: 'embedded', cache: path });
  const fill = async (): Promise<void> => {
    for (let made = 0; made < 20; made += 1) {
      await createDatabase(server, scratchName(), { purpose: 'scratch', key: 'fill' });
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'disk-full' });
});

describe('on a server whose disk is small', () => {
  const opened: AsyncDisposable[] = [];
  let small: Server | undefined;

  beforeAll(async () => {
    const cache = await temporaryCache();
    opened.push(cache);
    const path = join(cache.path, 'disk');
    const disk = await smallDisk(path, 220);
    if (disk === undefined) return;
    opened.push(disk);
    small = await openServer({ kind: 'embedded', cache: path });
    opened.push(small);
  });
  afterAll(async () => {
    for (const one of opened.toReversed()) await one[Symbol.asyncDispose]();
  });

  test.for<[what: string, after: Variant]>([
    [
      'a variant’s SQL does not fit',
      { schema: sql`CREATE TABLE wide AS SELECT repeat('x', 1900) FROM generate_series(1, 150000)` },
    ],
    [
      'what a statement sorts does not fit',
      {
        run: sql`SELECT i FROM (SELECT i, repeat('x', 900) AS wide FROM generate_series(1, 300000) AS i OFFSET 0) AS rows
                 ORDER BY -i, wide OFFSET 299999`,
      },
    ],
  ])('%s: the run ends, and the variant is not called impossible', async ([, after], { skip }) => {
    const server = small ?? skip(onlyRoot);
    await using shop = await scratchDatabase(server);
    await seedShop(shop);
    const experiment = shopExperiment({ variants: { before: { run: sql`SELECT 1 AS i` }, after } });
    await expect(measureShop(server, shop.name, experiment)).rejects.toMatchObject({ code: 'disk-full' });
    expect((await ownDatabases(server)).map(({ name }) => name)).toEqual([shop.name]);
  });

  test('the data do not fit: said with a remedy, and no half of them stays', async ({ skip }) => {
    const server = small ?? skip(onlyRoot);
    const suite = await loadSuite(join(import.meta.dirname, '../seeding/fixtures/wide'));
    const seeding = seedTemplate({ ...suite, server, scale: 'default', factor: 1, seed: 42 });
    await expect(seeding).rejects.toMatchObject({ code: 'disk-full' });
    expect(await ownDatabases(server)).toEqual([]);
  });
});
