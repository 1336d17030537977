import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { BenchError } from '../errors.ts';
import { buildK6 } from './k6/build.ts';
import { lookAtImage, pullImage } from './k6/container.ts';
import { fetchRelease } from './k6/release.ts';
import { lookAt, pinnedVersion, type Look } from './k6/version.ts';

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

/** What is there now, looked for on PATH, in the cache, and among the container images; nothing is fetched. */
export async function findK6({ cache, env }: K6Place): Promise<FoundK6> {
  const why: string[] = [];
  const onPath = await firstOnPath(env);
  if (onPath === undefined) why.push('none is on PATH');
  else {
    const look = await lookAt([onPath]);
    if (look.usable) return program('PATH', onPath, look);
    why.push(look.why);
  }
  const kept = await lookAt([cached(cache)]);
  if (kept.usable) return program('cache', cached(cache), kept);
  why.push(`none is in the cache ${cache}`);
  const contained = await lookAtImage();
  if (contained.usable) return { found: true, k6: { kind: 'container', version: contained.version } };
  return { found: false, why: [...why, contained.why] };
}

export interface K6Setup extends K6Place {
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * A k6 that runs, fetched or built where there is none: the vendor's release, else a build with Go,
 * else the container image.
 *
 * @throws BenchError `k6-setup-failed` with what became of each
 */
export async function setupK6({ cache, env, onProgress, signal }: K6Setup): Promise<K6> {
  const before = await findK6({ cache, env });
  if (before.found) return before.k6;
  const ways = [
    ['release', (folder: string) => fetchRelease(folder, onProgress)],
    ['build', (folder: string) => buildK6(folder, env, onProgress, signal)],
  ] as const;
  const failures: string[] = [];
  for (const [name, make] of ways) {
    try {
      await keep(cache, make);
      onProgress(`k6 ${pinnedVersion} is in ${cached(cache)}`);
      break;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  if (failures.length === ways.length) {
    await pullImage(onProgress).catch((error: Error) => failures.push(`container: ${error.message}`));
  }
  const after = await findK6({ cache, env });
  if (!after.found) throw new BenchError('k6-setup-failed', failures.join('; '));
  return after.k6;
}

/** Makes k6 beside its place and moves it there when it runs, so that what is in the cache is whole. */
async function keep(cache: string, make: (folder: string) => Promise<string>): Promise<void> {
  const draft = `${folderOf(cache)}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    const made = await make(draft);
    const look = await lookAt([made]);
    if (!look.usable) throw new Error(look.why);
    await mkdir(folderOf(cache), { recursive: true });
    await rename(made, cached(cache));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function folderOf(cache: string): string {
  return join(cache, 'k6', pinnedVersion);
}

function cached(cache: string): string {
  return join(folderOf(cache), process.platform === 'win32' ? 'k6.exe' : 'k6');
}

function program(where: 'PATH' | 'cache', path: string, look: Extract<Look, { usable: true }>): FoundK6 {
  return { found: true, k6: { kind: 'program', where, path, version: look.version } };
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
