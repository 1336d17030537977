import { execa } from 'execa';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServer } from '../../src/database/open.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import { serverProcesses } from '../../src/database/processes.ts';
import type { Run } from '../../src/record/run.ts';
import { bench } from './host.ts';
import { temporaryCache, type TemporaryCache } from '../support/cache.ts';
import { program } from '../support/program.ts';

/*
 * The whole program in a process of its own, on an embedded server of its own, with the built-in suite at its smallest
 * scale.
 */

const repository = join(import.meta.dirname, '..', '..');

let cache: TemporaryCache;
/** Where the program is called, with the suite, and where it writes. */
let place: string;

beforeAll(async () => {
  cache = await temporaryCache();
  place = await mkdtemp(join(tmpdir(), 'intowork-bench-place-'));
  await cp(join(repository, 'bench.config.ts'), join(place, 'bench.config.ts'));
  for (const name of ['bench', 'scenarios', 'seed', 'src', 'package.json']) {
    await symlink(join(repository, name), join(place, name));
  }
});

afterAll(async () => {
  await cache[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

function compare(...more: readonly string[]) {
  // Queries alone: what load does is in load.postgres.test.ts, and a cache of its own has no k6.
  const flags = ['--scale', 'tiny', '--no-load', '--cache', cache.path, ...more];
  const args = [...program, 'compare', ...flags];
  const { DATABASE_URL: _, ...env } = process.env;
  return execa(process.execPath, args, { cwd: place, reject: false, all: true, env, extendEnv: false });
}

/** When the program says that it measures. */
async function untilItMeasures(run: ReturnType<typeof compare>): Promise<void> {
  await untilItSays(run, '✓ Data');
}

/** When the program says something that it has not said yet. */
async function untilItSays(run: ReturnType<typeof compare>, words: string): Promise<void> {
  let said = '';
  const says = new Promise<true>((resolve) => {
    run.all.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes(words)) resolve(true);
    });
  });
  // Not by leaving a loop over its lines: that closes the pipe, which the program would notice.
  if ((await Promise.race([says, run])) !== true)
    throw new Error(`it ended before it said "${words}":\n${said}`);
}

/** The server's own process, which starts a new one for each connection. */
async function postmaster(): Promise<number> {
  const [pid] = (await readFile(join(cache.data, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

async function records(): Promise<readonly string[]> {
  return readdir(join(place, 'reports', 'runs')).catch(() => []);
}

/** The path of the record that has been made since `before` was looked at. */
async function newPath(before: readonly string[]): Promise<string> {
  const [name] = (await records()).filter((record) => !before.includes(record));
  return join(place, 'reports', 'runs', String(name), 'run.json');
}

async function newRecord(before: readonly string[]): Promise<Run> {
  return JSON.parse(await readFile(await newPath(before), 'utf8')) as Run;
}

async function untilNothingRuns(): Promise<void> {
  await expect.poll(() => serverProcesses(cache.data), { timeout: 20_000 }).toEqual([]);
}

test('a first run, then another: both end with a report, and nothing is left but the data', async () => {
  for (const reused of [false, true]) {
    const before = await records();
    const { exitCode, all, stderr, stdout } = await compare(
      '--quick',
      '--only',
      'sessions/*,notifications/*',
    );
    const making = reused ? '' : '; the first time about \\d+ seconds more for the data and large indexes';
    expect(stderr).toMatch(new RegExp(`^About \\d+ seconds: 2 experiments${making}\\.$`, 'm'));
    expect(stdout).not.toContain('About ');
    expect(all).toContain('How many notifications has this user not read?');
    expect(exitCode).toBe(0);
    const run = await newRecord(before);
    expect(run).toMatchObject({ status: 'complete', dataset: { scale: 'tiny', reused } });
    expect(run.experiments.map(({ complete }) => complete)).toEqual([true, true]);
    expect(await serverProcesses(cache.data)).toEqual([]);
  }
  // Neither quick nor filtered runs replace the report that people read.
  expect(await readdir(join(place, 'reports'))).toEqual(['runs']);
  await using server = await openServer({ kind: 'embedded', cache: cache.path });
  expect((await ownDatabases(server)).map(({ purpose }) => purpose)).toEqual(['template']);
}, 120_000);

describe('in the middle of a run', () => {
  test('Ctrl-C: what was finished is on record, and nothing runs on', async () => {
    const before = await records();
    const run = compare();
    await untilItMeasures(run);
    run.kill('SIGINT');
    const { exitCode } = await run;
    expect(exitCode).toBe(130);
    expect(await newRecord(before)).toMatchObject({ status: 'interrupted' });
    expect(await serverProcesses(cache.data)).toEqual([]);
  });

  test('Ctrl-C twice: it ends at once, and its server soon after', async () => {
    const before = await records();
    const run = compare();
    await untilItMeasures(run);
    // A server that lets nobody in: what stops in good order waits for it.
    const server = await postmaster();
    process.kill(server, 'SIGSTOP');
    try {
      const stopping = untilItSays(run, 'Stopping in good order');
      run.kill('SIGINT');
      await stopping;
      // What is awaited below ends only with the server's keeper, which holds its stderr.
      const exited = once(run, 'exit');
      run.kill('SIGINT');
      expect(await exited).toEqual([130, null]);
    } finally {
      process.kill(server, 'SIGCONT');
    }
    await run;
    expect(await newRecord(before)).toMatchObject({ status: 'running' });
    await untilNothingRuns();
  });

  test('it is killed itself: its server ends, and what it has left is read and judged', async () => {
    const before = await records();
    const run = compare('--only', 'notifications/*,sessions/*');
    await untilItMeasures(run);
    // The record is written every few seconds.
    await expect
      .poll(async () => (await newRecord(before)).experiments.length, { timeout: 60_000, interval: 200 })
      .toBeGreaterThan(0);
    run.kill('SIGKILL');
    expect((await run).signal).toBe('SIGKILL');
    await untilNothingRuns();
    expect(await newRecord(before)).toMatchObject({ status: 'running', finishedAt: null });
    const { exit, stdout, stderr } = await bench(['report', await newPath(before)], place);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('This run is not finished');
  });

  test('a second run in the same cache is refused, and the first one goes on', async () => {
    const before = await records();
    const first = compare('--quick', '--only', 'notifications/*');
    await untilItMeasures(first);
    // It would be over before the second has begun.
    first.kill('SIGSTOP');
    const second = await compare();
    first.kill('SIGCONT');
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain(cache.path);
    expect(second.stderr).not.toMatch(/\n {4}at /);
    // After a halt in the middle of a round it may well be that it cannot tell.
    expect([0, 3]).toContain((await first).exitCode);
    expect((await newRecord(before)).status).toBe('complete');
  });

  test('the server is killed: the run ends with what was finished, and calls nothing impossible for that', async () => {
    const before = await records();
    const run = compare();
    await untilItMeasures(run);
    process.kill(await postmaster(), 'SIGKILL');
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(/\n {4}at /);
    const record = await newRecord(before);
    expect(record.status).not.toBe('complete');
    const failures = record.experiments.flatMap(({ classes }) =>
      classes.flatMap(({ cells }) => Object.values(cells).map(({ failure }) => failure?.code ?? null)),
    );
    expect(failures.filter((code) => code !== null && !/^(42P08|42P17|23505)$/.test(code))).toEqual([]);
    await untilNothingRuns();
  });
});
