import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { BenchError } from '../errors.ts';
import { misfitsOf } from './check.ts';
import type { Suite } from './suite.ts';
import { troubleOf } from './trouble.ts';

/** A suite that was loaded and found to be in order. */
export interface LoadedSuite {
  readonly suite: Suite;
  /** The file that it came from. */
  readonly config: string;
  /** Where that file is, and where the paths of SQL files start. */
  readonly folder: string;
}

const configNames = ['bench.config.ts', 'bench.config.mts', 'bench.config.js', 'bench.config.mjs'];

/**
 * Loads the suite that `path` names, a file or a folder with a `bench.config.ts`, and checks it: what comes out
 * is as its types say, and what it refers to is there.
 *
 * @throws BenchError where there is none, where it does not load, and where it does not fit.
 */
export async function loadSuite(path = process.cwd()): Promise<LoadedSuite> {
  const config = await findConfig(resolve(path));
  const folder = dirname(config);
  const suite = await importDefault(config);
  const misfits = misfitsOf(suite, folder);
  if (misfits.length > 0) throw new BenchError('config-does-not-fit', basename(config), misfits);
  return { suite: suite as Suite, config, folder };
}

async function findConfig(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return path;
  const present = found?.isDirectory() ? await readdir(path) : [];
  const name = configNames.find((name) => present.includes(name));
  if (name === undefined) throw new BenchError('config-missing', path);
  return join(path, name);
}

/** TypeScript and JavaScript alike, whether or not this program itself runs from TypeScript. */
async function importDefault(config: string): Promise<unknown> {
  const url = pathToFileURL(config).href;
  const loaded: unknown = await tsImport(url, import.meta.url).catch((error: unknown) => {
    throw new BenchError('config-does-not-load', basename(config), troubleOf(error, dirname(config)));
  });
  const exported = defaultOf(loaded);
  // Beside a package.json without "type": "module" the file is CommonJS, whose exports come as one default.
  const suite = defaultOf(exported) ?? exported;
  if (suite === undefined) throw new BenchError('config-without-default', basename(config));
  return suite;
}

function defaultOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'default' in value ? value.default : undefined;
}
