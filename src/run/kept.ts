import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../database/lock.ts';

/** Something that stays on this machine between runs. */
export interface Kept {
  readonly path: string;
  readonly bytes: number;
}

/**
 * What the cache folder holds, one entry per tool.
 *
 * @throws BenchError `cache-busy` while a run uses it
 */
export async function keptIn(cache: string): Promise<readonly Kept[]> {
  const names = await readdir(cache).catch(() => []);
  return Promise.all(
    names.map(async (name) => ({ path: join(cache, name), bytes: await sizeOf(join(cache, name)) })),
  );
}

async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
