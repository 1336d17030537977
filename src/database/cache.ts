import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

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
