import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { BenchError } from '../errors.ts';
import { buildK6 } from './k6/build.ts';
import { lookAtImage, pullImage } from './k6/container.ts';
import { fetchRelease, type Fetch } from './k6/release.ts';
import { lookAt, pinnedVersion } from './k6/version.ts';

/** A k6 that runs on this machine. */
export type K6 =
  | {
      readonly kind: 'program';
      readonly where: 'PATH' | 'cache';
      readonly path: string;
      readonly version: string;
    }
  | { readonly kind: 'container'; readonly version: string };

/** Which k6, and where it is, in a few words. */
export function describeK6(k6: K6): string {
  return `${k6.version}, ${k6.kind === 'program' ? k6.path : 'as a container'}`;
}

export type FoundK6 =
  | { readonly found: true; readonly k6: K6 }
  /** What is wrong with each place that was looked at. */
  | { readonly found: false; readonly why: readonly string[] };

export interface K6Place {
  /** The folder that the harness keeps things in. */
  readonly cache: string;
  /** Of our process. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The program that is there now, looked for on PATH and in the cache; nothing is fetched. */
export async function findK6({ cache, env }: K6Place): Promise<FoundK6> {
  const why: string[] = [];
  const onPath = await firstOnPath(env);
  if (onPath === undefined) why.push('none is on PATH');
  else {
    const look = await lookAt(onPath);
    if (look.usable) return { found: true, k6: program('PATH', onPath, look) };
    why.push(look.why);
  }
  const kept = await lookAt(cached(cache));
  if (kept.usable) return { found: true, k6: program('cache', cached(cache), kept) };
  return { found: false, why: [...why, `none is in the cache ${cache}`] };
}

export interface K6Setup extends K6Place {
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
  /** How the vendor is asked for its release. */
  readonly ask?: Fetch;
}

/**
 * A k6 that runs: the program that is there, else the vendor's release, else a build with Go, else the container image
 * that is here or in the registry.
 *
 * @throws BenchError `k6-setup-failed` with what became of each; the signal's reason where it was aborted
 */
export async function setupK6(setup: K6Setup): Promise<K6> {
  const { env, onProgress, signal } = setup;
  const found = await findK6(setup);
  if (found.found) return found.k6;
  const ways: readonly (readonly [name: string, get: () => Promise<K6>])[] = [
    ['release', () => keep(setup, (folder) => fetchRelease(folder, setup))],
    ['build', () => keep(setup, (folder) => buildK6(folder, env, onProgress, signal))],
    ['container', () => containedK6(setup)],
  ];
  // What is there and of no use comes first: it may be all that is to be mended.
  const failures: string[] = [...found.why];
  for (const [name, get] of ways) {
    try {
      return await get();
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new BenchError('k6-setup-failed', failures.join('; '));
}

/** Makes k6 beside its place and moves it there when it runs, so that what is in the cache is whole. */
async function keep({ cache, onProgress }: K6Setup, make: (folder: string) => Promise<string>): Promise<K6> {
  const draft = `${folderOf(cache)}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    const made = await make(draft);
    const look = await lookAt(made);
    if (!look.usable) throw new Error(look.why);
    await mkdir(folderOf(cache), { recursive: true });
    await rename(made, cached(cache));
    onProgress(`k6 ${look.version} is in ${cached(cache)}`);
    return program('cache', cached(cache), look);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The image that is here, else the registry's. */
async function containedK6({ env, onProgress, signal }: K6Setup): Promise<K6> {
  const here = await lookAtImage(env, signal);
  if (here.usable) return { kind: 'container', version: here.version };
  await pullImage(env, onProgress, signal);
  const pulled = await lookAtImage(env, signal);
  if (!pulled.usable) throw new Error(pulled.why);
  return { kind: 'container', version: pulled.version };
}

function folderOf(cache: string): string {
  return join(cache, 'k6', pinnedVersion);
}

function cached(cache: string): string {
  return join(folderOf(cache), process.platform === 'win32' ? 'k6.exe' : 'k6');
}

function program(where: 'PATH' | 'cache', path: string, { version }: { readonly version: string }): K6 {
  return { kind: 'program', where, path, version };
}

/** The first k6 that could be run, as a shell would find it; npm's package of that name has no program. */
async function firstOnPath(env: K6Place['env']): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'k6');
    const runnable = folder !== '' && (await isExecutable(path));
    if (runnable) return path;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
