import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { createDatabase } from '../../src/database/databases.ts';
import { openServer } from '../../src/database/open.ts';
import { temporaryCache } from '../support/cache.ts';
import { scratchName } from '../support/server.ts';

const onlyRoot = 'only root may mount a disk that is small enough';

/** A disk of its own size, mounted until the end of its block; undefined where we may not mount. */
async function smallDisk(at: string, megabytes: number): Promise<AsyncDisposable | undefined> {
  await mkdir(at);
  const options = `size=${megabytes}m,mode=755`;
  const mounted = await execa('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { reject: false });
  if (mounted.failed) return undefined;
  return { [Symbol.asyncDispose]: async () => void (await execa('umount', [at])) };
}

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
