import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { k6, withoutK6 } from '../load/support/k6.ts';
import { knownServer } from '../load/support/traffic.ts';
import { programsBelow, runningBelow, type Program } from '../support/processes.ts';
import { program } from '../support/program.ts';
import { programs, says } from '../support/programs.ts';
import { aHost, type Said } from './host.ts';
import {
  environment,
  lastRun,
  loadIn,
  onTestServer,
  placeSuite,
  suite,
  two,
  type Details,
  type Loaded,
} from './support/loaded-suite.ts';

/*
 * What may go wrong with the load generators of `bench load`: on a real PostgreSQL, with the generators' own processes.
 * Rounds are six where a run without trouble could come to a verdict, so that exit code 3 is that of the trouble.
 */

let folder: string;
/** For whatever a run puts aside, so that its generators are told apart from those of other tests, by their files. */
let temporary: string;
const usualTemporary = process.env['TMPDIR'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-load-trouble-'));
  temporary = join(folder, 'temporary');
  await mkdir(temporary);
  process.env['TMPDIR'] = temporary;
});
afterAll(async () => {
  if (usualTemporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usualTemporary;
  await rm(folder, { recursive: true, force: true });
});

function suiteUnder(details: Details = {}, path = '/after/20'): string {
  return suite(two, [path], { name: 'troubled', ...details });
}

function load(text: string, args: readonly string[], env = environment): Promise<Loaded> {
  return loadIn(folder, text, ['load', 'look', ...args], env);
}

describe.each(['autocannon', ...(k6?.kind === 'program' ? ['k6'] : [])])(
  '%s in the middle of a round',
  (driver) => {
    test('is killed: exit code 3, a sentence, a remedy, nothing left', async () => {
      const running = load(suiteUnder(), ['--driver', driver, '--rounds', '6']);
      const { pid } = await generatorAtWork();
      process.kill(pid, 'SIGKILL');
      const { exit, stdout, stderr, run } = await running;
      expect(inOneLine(stdout)).toMatch(
        new RegExp(`invalid: .*: ${driver} gave no result \\(killed by SIGKILL\\)\\. To change: \\w+`),
      );
      expect(stderr).not.toMatch(stackTrace);
      expect(exit).toBe(3);
      expect(run?.status).toBe('complete');
      expect(run?.loads[0]?.complete).toBe(false);
      await nothingIsLeft();
    });

    test('is there when Ctrl-C comes: all gone, a partial record, exit code 130', async () => {
      const { exit, stderr } = await interrupted(['--driver', driver]);
      expect(exit).toBe(130);
      expect(stderr).toMatch(/bench: Interrupted[^\n]*\n +\S/);
      const run = await lastRun(folder);
      expect(run?.status).toBe('interrupted');
      expect(run?.loads[0]?.rounds).toHaveLength(1);
      await nothingIsLeft();
    });
  },
);

test('after Ctrl-C autocannon is gone too where the API goes on, so that it would not end for want of answers', async () => {
  await using server = await knownServer();
  const { exit } = await interrupted(['--driver', 'autocannon', '--url', server.url]);
  expect(exit).toBe(130);
  await nothingIsLeft();
});

test('a k6 that prints rubbish: exit code 3, a sentence, a remedy', async () => {
  await using place = await programs({
    k6: `if [ "$1" = version ]; then ${says('v2.2.0')}; else echo rubbish; fi`,
  });
  const env = { ...environment, PATH: `${place.folder}:${environment['PATH']}` };
  const { exit, stdout, stderr } = await load(suiteUnder(), ['--driver', 'k6', '--rounds', '6'], env);
  expect(inOneLine(stdout)).toMatch(
    /invalid: .*: k6 gave no result \(its result cannot be read\): rubbish\. To change: \w+/,
  );
  expect(stderr).not.toMatch(stackTrace);
  expect(exit).toBe(3);
  await nothingIsLeft();
});

describe.skipIf(k6 === null)(`a rate${withoutK6}`, () => {
  test.each<[what: string, path: string, details: Details, reasons: readonly string[], said: RegExp]>([
    [
      'so low that nothing is sent',
      // The first request falls into the time that does not count, and the second is due after a hundred seconds.
      '/after/20',
      { load: 'rate: 0.01, settle: 0.9' },
      ['nothing'],
      /is invalid: not a single request was sent\. To change: .*the rate higher/,
    ],
    [
      'that cannot be reached',
      // Two thousand users at most, each of whom waits for an answer beyond the end of the round.
      '/after/1500',
      { load: 'rate: 3_000, settle: 0', timeout: 20 },
      // A machine that has no time for so many users drops none.
      ['rate'],
      /is invalid: .*\. To change: lower the (rate|load)/,
    ],
  ])(
    '%s: invalid, with the reason and what to change, exit code 3',
    async (_, path, details, reasons, said) => {
      const asked = ['--driver', 'k6', '--rounds', '1', '--variant', 'after'];
      const { exit, stdout, run } = await load(suiteUnder(details, path), asked);
      const validities = run?.loads[0]?.rounds.map(({ validity }) => validity) ?? [];
      expect(validities).toHaveLength(1);
      const found = validities.flatMap((one) => (one.outcome === 'invalid' ? one.reasons : []));
      expect(found.map(({ about }) => about)).toEqual(expect.arrayContaining([...reasons]));
      expect(inOneLine(stdout)).toMatch(said);
      expect(exit).toBe(3);
      await nothingIsLeft();
    },
  );
});

describe('no k6 is to be had, without a network, Go and Docker, where', () => {
  test.each([
    ['there is none', {}, /none is on PATH/],
    ['that on PATH is too old', { k6: says('v0.30.0') }, /0\.30\.0/],
  ])('%s: exit code 2, a sentence, a remedy', async (_, texts, onPath) => {
    await using place = await programs(texts);
    await placeSuite(folder, suiteUnder());
    const args = onTestServer(folder, ['load', 'look', '--driver', 'k6', '--rounds', '1']);
    const { exitCode, stderr } = await execa(process.execPath, ['--import', offline, ...program, ...args], {
      cwd: folder,
      env: { PATH: place.folder },
      extendEnv: false,
      reject: false,
    });
    expect(stderr).toMatch(onPath);
    expect(stderr).toMatch(
      /\nbench: k6 could be neither fetched nor built: [^\n]*; release: github\.com cannot be reached \(ENOTFOUND\); build: Go is not installed; container: it is not there[^\n]*\.\n +Put a k6 2\.x on PATH, or install Go/,
    );
    expect(stderr).not.toMatch(stackTrace);
    expect(exitCode).toBe(2);
    expect(await readdir(join(folder, 'cache', 'k6'))).toEqual([]);
    await nothingIsLeft();
  });
});

/** A module after which no name is known any more, as without a network. */
const offline = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns';
  dns.lookup = (host, options, done) => done(Object.assign(new Error('offline'), { code: 'ENOTFOUND' }));
`)}`;

const stackTrace = /\n\s+at /;

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** Runs `bench load` and presses Ctrl-C in the middle of its second round. */
async function interrupted(flags: readonly string[]): Promise<Pick<Said, 'exit' | 'stderr'>> {
  await placeSuite(folder, suiteUnder());
  const args = onTestServer(folder, ['load', 'look', ...flags, '--rounds', '20']);
  const handlers: (() => void)[] = [];
  let stderr = '';
  const running = main(
    aHost({
      argv: ['node', 'bench', ...args],
      env: environment,
      cwd: () => folder,
      stderr: { write: (said) => (stderr += said) },
      on: (_, handler) => handlers.push(handler),
    }),
  );
  await secondRound().finally(() => handlers[0]?.());
  return { exit: await running, stderr };
}

/** Waits until load arrives a second time: the first round is finished then. */
async function secondRound(): Promise<void> {
  const { pid } = await generatorAtWork();
  await generatorAtWork(pid);
}

/** Waits for a load generator whose requests arrive, other than one that was seen before. */
async function generatorAtWork(before = 0): Promise<Program> {
  const found = await vi.waitUntil(
    async () =>
      (await programsBelow(temporary)).find(({ pid, command }) => pid !== before && makesLoad(command)),
    { timeout: 20_000, interval: 20 },
  );
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(found.command.join(' '))?.[0] ?? '';
  const already = await requestsAt(url);
  await expect.poll(() => requestsAt(url), { timeout: 5_000, interval: 20 }).toBeGreaterThan(already);
  return found;
}

/** The shell beside it, which ends with it, has the same command line behind its own. */
function makesLoad(command: readonly string[]): boolean {
  return command[0] !== '/bin/sh' && command.some((word) => word.includes('traffic.json'));
}

async function requestsAt(url: string): Promise<number> {
  const counts = (await (await fetch(`${url}/seen`)).json()) as Readonly<Record<string, number>>;
  return counts['/after/20'] ?? 0;
}

/** Of a run: no process, and no file that it had put aside. */
async function nothingIsLeft(): Promise<void> {
  expect(await runningBelow(folder)).toEqual([]);
  expect((await readdir(temporary)).filter((name) => name.startsWith('bench-'))).toEqual([]);
}
