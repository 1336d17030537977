import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, inject } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { run as runSchema, type Run } from '../../../src/record/run.ts';
import { runningBelow } from '../../support/processes.ts';
import { aHost, bench, type Said } from '../host.ts';
import type { Shop } from './gated-shop.ts';

/*
 * `bench gate` as the tests run it: on their server, with a cache of its own, and what it may leave behind.
 */

export interface Gates extends AsyncDisposable {
  /** The folder that the harness keeps things in. */
  readonly cache: string;
  readonly gate: (
    folder: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Said & { readonly run: Run | null }>;
  /** Ctrl-C, once `when` says so; it is given what stands on stderr by then. */
  readonly interrupted: (
    folder: string,
    args: readonly string[],
    when: (stderr: () => string) => Promise<void>,
  ) => Promise<Pick<Said, 'exit' | 'stderr'>>;
  /** What a gate may leave: the record, the data, and nothing else. */
  readonly expectNothingLeft: (shop: Shop) => Promise<void>;
}

/** @param suite the name of all suites that are gated, unlike that of other test files */
export async function openGates(suite: string): Promise<Gates> {
  const cache = await mkdtemp(join(tmpdir(), 'bench-gate-cache-'));
  const where = () => ['--database-url', inject('databaseUrl'), '--cache', cache];
  return {
    cache,
    async gate(folder, args, env = {}) {
      const all = { ...(process.env as Record<string, string>), ...env };
      const said = await bench(['gate', ...args, ...where()], folder, all);
      return { ...said, run: await newestRun(folder) };
    },
    async interrupted(folder, args, when) {
      let [interrupt, stderr] = [(): void => {}, ''];
      const host = aHost({
        argv: ['node', 'bench', 'gate', ...args, ...where()],
        cwd: () => folder,
        env: process.env,
        on: (signal, handler) => void (interrupt = signal === 'SIGINT' ? handler : interrupt),
        stderr: { write: (text) => (stderr += text) },
      });
      const ended = main(host);
      await Promise.race([ended, when(() => stderr)]);
      interrupt();
      return { exit: await ended, stderr };
    },
    async expectNothingLeft(shop) {
      expect(await shop.git('worktree', 'list')).not.toContain('\n');
      expect(await readdir(join(cache, 'worktrees')).catch(() => [])).toEqual([]);
      expect(await arrangementsOf(suite)).toEqual([]);
      expect(await runningBelow(shop.folder, cache)).toEqual([]);
    },
    [Symbol.asyncDispose]: () => rm(cache, { recursive: true, force: true }),
  };
}

/** Other tests have arrangements on the same server, of other data. */
async function arrangementsOf(suite: string): Promise<readonly string[]> {
  const db = new Client(inject('databaseUrl'));
  await db.connect();
  const { rows } = await db.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database
     WHERE datname ~ '^bench_[0-9a-f]{8}_[0-9]+$'`,
  );
  await db.end();
  const template = `bench_${suite.replaceAll('-', '_')}`;
  // One that another test makes at this moment has no comment yet.
  return rows.map(({ comment }) => comment ?? '').filter((comment) => comment.includes(template));
}

export async function newestRun(folder: string): Promise<Run | null> {
  const runs = join(folder, 'reports', 'runs');
  const newest = (await readdir(runs).catch(() => [])).toSorted((a, b) => a.localeCompare(b)).at(-1);
  if (newest === undefined) return null;
  return runSchema.parse(JSON.parse(await readFile(join(runs, newest, 'run.json'), 'utf8')));
}

/** The record of the newest run, as a file. */
export async function newestRecord(folder: string): Promise<string> {
  return join(folder, 'reports', 'runs', (await newestRun(folder))?.id ?? '', 'run.json');
}

/** Waits until something is so; half a minute at the most. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 1200 && !isSo(); i++) await sleep(25);
}
