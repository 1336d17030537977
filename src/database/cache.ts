import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { BenchError } from '../errors.ts';
import { orDiskFull } from './disk-full.ts';
import { makeFolder } from './folders.ts';

const name = 'intowork-bench';

/** What decides where a cache belongs, beside the environment. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly root: boolean;
  readonly home: string;
}

function thisMachine(): Machine {
  return { platform: process.platform, root: process.getuid?.() === 0, home: homedir() };
}

/**
 * The folder in which the embedded server and its data live between runs.
 * For root on Linux it is below `/var/cache`: PostgreSQL then runs as another user, who may not look into `/root`.
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  override?: string,
  machine: Machine = thisMachine(),
): string {
  if (override !== undefined) return resolve(override);
  if (machine.platform === 'darwin') return join(machine.home, 'Library', 'Caches', name);
  if (machine.platform === 'win32') return join(env['LOCALAPPDATA'] ?? machine.home, name);
  if (machine.root) return join('/var/cache', name);
  // The XDG base directory specification says that a relative path is to be ignored.
  const xdg = env['XDG_CACHE_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(machine.home, '.cache'), name);
}

/**
 * Makes the folder where it is not there yet, and sees whether something can be written there.
 *
 * @throws BenchError `cache-unwritable`, `disk-full`
 */
export async function makeCache(cache: string): Promise<void> {
  try {
    await makeFolder(cache);
    await access(cache, constants.W_OK);
  } catch (error) {
    throw cacheProblem(error, cache);
  }
}

/** What keeps us from writing, whichever file it was that met it. */
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** What is to be thrown on where something could not be written to the cache. */
export function cacheProblem(error: unknown, cache: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  return unwritable.has(code) ? new BenchError('cache-unwritable', cache) : orDiskFull(error, cache);
}
