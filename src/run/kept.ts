import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdCache } from '../database/hold.ts';
import { isAlive } from './alive.ts';

/** Something that stays on this machine between runs. */
export interface Kept {
  readonly path: string;
  readonly bytes: number;
}

/** What we put into a cache folder. Whatever else is there belongs to somebody else and is not touched. */
const ours = ['postgresql-15', 'k6'];
/** Where gates check versions out; one that was killed leaves its own behind. */
const worktrees = 'worktrees';

/** What of ours the cache folder holds, but for the versions that a gate which runs now has checked out. */
export async function keptIn(cache: string): Promise<readonly Kept[]> {
  const names = await readdir(cache).catch(() => []);
  const known = (await gateRuns(cache)) ? ours : [...ours, worktrees];
  const paths = names.filter((name) => known.includes(name)).map((name) => join(cache, name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: await sizeOf(path) })));
}

/**
 * Removes it.
 *
 * @throws BenchError `cache-busy` while a run uses it
 */
export async function removeKept(cache: string): Promise<readonly Kept[]> {
  const kept = await keptIn(cache);
  if (kept.length === 0) return kept;
  await using held = await holdCache(cache);
  for (const path of [held.home, ...kept.map(({ path }) => path)]) {
    await rm(path, { recursive: true, force: true });
  }
  return kept;
}

/** A gate on a server of the user's holds no cache, and would not keep us from removing what it runs: its name tells. */
async function gateRuns(cache: string): Promise<boolean> {
  const names = await readdir(join(cache, worktrees)).catch(() => []);
  return names.some((name) => isAlive(Number.parseInt(name, 10)));
}

async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
