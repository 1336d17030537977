import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { execa } from 'execa';
import { BenchError } from '../../errors.ts';
import { lastLine, startChild } from '../../load/child.ts';
import { cleanEnvironment } from '../../load/environment.ts';
import type { GateSettings } from '../../suite/budget.ts';
import { isAlive } from '../alive.ts';

/** A version of the suite's repository in a folder of its own, which goes when it is disposed of. */
export interface Checkout extends AsyncDisposable {
  /** Where the suite file is in it. */
  readonly folder: string;
  readonly commit: string;
}

export interface CheckoutRequest {
  readonly ref: string;
  /** Of the suite that is checked, within the repository. */
  readonly folder: string;
  /** The folder that the harness keeps things in. */
  readonly cache: string;
  readonly prepare: GateSettings['prepare'];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (now: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Checks a ref out into a git worktree and makes it ready to run, by the suite's own commands or with the packages that
 * are installed here.
 *
 * @throws BenchError `not-a-repository`, `base-ref-unknown`, `shallow-clone`, `base-prepare-failed`, `base-lock-differs`,
 * `base-packages-linked`;
 * then nothing is left behind
 */
export async function checkOut(request: CheckoutRequest): Promise<Checkout> {
  const { ref, folder, cache, signal, onProgress } = request;
  const git: Git = async (...args) => {
    const done = await execa('git', args, { cwd: folder, reject: false, cancelSignal: signal });
    // A git that was stopped has said nothing of the ref.
    signal.throwIfAborted();
    return done;
  };
  const top = await git('rev-parse', '--show-toplevel');
  if (top.exitCode !== 0) throw new BenchError('not-a-repository', folder);
  const commit = await commitOf(ref, git);
  const worktrees = join(cache, 'worktrees');
  await removeStale(worktrees, git);
  const worktree = join(worktrees, `${process.pid}-${commit.slice(0, 12)}`);
  await mkdir(worktrees, { recursive: true });
  const remove = async (): Promise<void> => {
    await execa('git', ['worktree', 'remove', '--force', worktree], { cwd: folder, reject: false });
    await rm(worktree, { recursive: true, force: true });
  };
  try {
    onProgress(`checking out ${ref}`);
    const added = await git('worktree', 'add', '--force', '--detach', worktree, commit);
    if (added.exitCode !== 0)
      throw new BenchError('base-ref-unknown', ref, `git said: ${lastLine(added.stderr)}`);
    const inside = join(worktree, relative(top.stdout, folder));
    await makeReady(request, { from: top.stdout, to: worktree }, inside);
    return { folder: inside, commit: commit.slice(0, 12), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

type Git = (...args: readonly string[]) => Promise<{
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}>;

async function commitOf(ref: string, git: Git): Promise<string> {
  const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (found.exitCode === 0) return found.stdout;
  const shallow = await git('rev-parse', '--is-shallow-repository');
  if (shallow.stdout === 'true') throw new BenchError('shallow-clone', ref);
  throw new BenchError(
    'base-ref-unknown',
    ref,
    `\`git fetch origin ${ref.replace(/^origin\//, '')}\` may bring it`,
  );
}

/** A run that was killed could not remove its worktree; those of living ones stay. */
async function removeStale(worktrees: string, git: Git): Promise<void> {
  for (const name of await readdir(worktrees).catch(() => [])) {
    if (!isAlive(Number.parseInt(name, 10)))
      await rm(join(worktrees, name), { recursive: true, force: true });
  }
  await git('worktree', 'prune');
}

interface Copy {
  readonly from: string;
  readonly to: string;
}

async function makeReady(request: CheckoutRequest, copy: Copy, inside: string): Promise<void> {
  if (request.prepare === undefined) {
    await sharePackages(request, copy);
    return;
  }
  for (const [program, ...args] of request.prepare) {
    const command = [program, ...args].join(' ');
    request.onProgress(`preparing the base: ${command}`);
    const { signal, env } = request;
    signal.throwIfAborted();
    // What installs and builds starts programs of its own, and all of them have to end with it.
    const child = startChild([program, ...args], { cwd: inside, env: cleanEnvironment(env) });
    const stop = (): void => void child.stop('SIGTERM', stopWithin);
    signal.addEventListener('abort', stop);
    const { code } = await child.ended;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    if (code !== 0) throw new BenchError('base-prepare-failed', command, lastLine(child.tail()));
  }
}

/** How long a command may take to end when it is told to, in seconds. */
const stopWithin = 2;

const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
] as const;

/** The same lock file stands for the same packages, so those that are installed here will do. */
async function sharePackages({ folder }: CheckoutRequest, { from, to }: Copy): Promise<void> {
  const places = [...new Map([from, folder].map((place) => [place, join(to, relative(from, place))]))];
  for (const [here, there] of places) {
    for (const lock of lockFiles) {
      const [ours, theirs] = await Promise.all([here, there].map((place) => textOf(join(place, lock))));
      if (ours !== theirs) throw new BenchError('base-lock-differs');
    }
    const installed = join(here, 'node_modules');
    const ours = await linkedPackage(installed, from);
    if (ours !== null) throw new BenchError('base-packages-linked', ours);
    if (existsSync(installed) && !existsSync(join(there, 'node_modules'))) {
      await symlink(installed, join(there, 'node_modules'), 'dir');
    }
  }
}

/** The first package that is a link to source of the repository, as workspaces have: the base would run the head's. */
async function linkedPackage(installed: string, repository: string): Promise<string | null> {
  const root = await realpath(repository);
  const entries = await readdir(installed, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(installed, entry.name);
    if (entry.isDirectory() && entry.name.startsWith('@')) {
      const scoped = await linkedPackage(path, repository);
      if (scoped !== null) return `${entry.name}/${scoped}`;
    }
    if (!entry.isSymbolicLink()) continue;
    const target = relative(root, await realpath(path).catch(() => path));
    const segments = target.split(sep);
    if (segments[0] !== '..' && !segments.includes('node_modules')) return entry.name;
  }
  return null;
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
