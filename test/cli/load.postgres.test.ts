import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { k6, withoutK6 } from '../load/support/k6.ts';
import { knownServer } from '../load/support/traffic.ts';
import { runningBelow } from '../support/processes.ts';
import { aHost, bench } from './host.ts';
import {
  environment,
  lastRun,
  loadIn,
  onTestServer,
  placeSuite,
  suite,
  two,
  type Loaded,
} from './support/loaded-suite.ts';

/*
 * `bench load` and `bench capacity` on a suite of a few lines, whose APIs answer as we tell them to, on a real
 * PostgreSQL and with the real drivers.
 */

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-load-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first argument is the command. */
function load(text: string, ...args: readonly string[]): Promise<Loaded> {
  return loadIn(folder, text, args);
}

describe('bench load', () => {
  test('two APIs take turns; the record holds the rounds, and the report the pictures', async () => {
    const { exit, stdout, run } = await load(
      suite(two, ['/after/20?order={id}']),
      'load',
      'look',
      '--rounds',
      '2',
    );
    expect(stdout).toContain('Looking: 4 connections');
    // Two rounds give no verdict, and that is an exit code of its own.
    expect(exit).toBe(3);
    expect(run?.status).toBe('complete');
    expect(run?.loads[0]).toMatchObject({ driver: 'autocannon', complete: true });
    expect(run?.loads[0]?.rounds.map(({ side }) => side).toSorted()).toEqual([
      'after',
      'after',
      'before',
      'before',
    ]);
    const [id = ''] = await readdir(join(folder, 'reports', 'runs'));
    expect(await readdir(join(folder, 'reports', 'runs', id))).toContain('latency-look-autocannon.svg');
    expect(await readdir(join(folder, 'reports'))).toEqual(['runs']);
  });

  test('an API that runs already is asked at its address, and goes on running', async () => {
    await using server = await knownServer();
    const { run } = await load(suite(two), 'load', 'look', '--rounds', '1', '--url', server.url);
    expect(run?.loads[0]?.sides.map(({ id }) => id)).toEqual(['api']);
    expect(run?.warnings).toEqual([]);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test('an API that stands on other data is told of, with what would be the right ones', async () => {
    await using server = await knownServer();
    const paths = ['/status/404', '/status/401', '/after/5'];
    const { run, stdout } = await load(
      suite(two, paths),
      'load',
      'look',
      '--rounds',
      '1',
      '--url',
      server.url,
    );
    expect(run?.warnings).toHaveLength(1);
    expect(run?.warnings[0]?.sentence).toMatch(/does not know 6 of 9 things .*: r0 \(404\), r1 \(401\)\./);
    expect(run?.warnings[0]?.remedy).toMatch(
      /bench_loaded_\w+, which `bench seed --scale default --seed 42 /,
    );
    expect(stdout).toContain('Ids and tokens are drawn from the seeded data');
  });

  test.skipIf(k6 === null)(`both drivers are held against each other${withoutK6}`, async () => {
    const { run, stdout } = await load(
      suite(two),
      'load',
      'look',
      '--driver',
      'k6,autocannon',
      '--rounds',
      '1',
    );
    expect(run?.loads.map(({ driver }) => driver)).toEqual(['k6', 'autocannon']);
    expect(stdout).toMatch(/by k6[\s\S]*by autocannon/);
  });
});

test('bench list names the APIs and the traffic', async () => {
  await writeFile(join(folder, 'bench.config.ts'), suite(two));
  const { exit, stdout } = await bench(['list'], folder);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/\nUnder load: before, after\nlook +Looking\n$/);
});

describe('bench capacity', () => {
  test.skipIf(k6 === null)(`finds what each API carries${withoutK6}`, async () => {
    const asked = ['look', '--slo', 'p95<15ms', '--duration', '1', '--variant', 'after'];
    const { run, exit } = await load(suite(two), 'capacity', ...asked);
    // Answers take twenty milliseconds, at any rate.
    expect(run?.capacities[0]?.sides).toMatchObject([{ side: 'after', knee: { holds: null } }]);
    expect(run?.capacities[0]?.sides[0]?.points[0]?.reason).toMatch(/p95 was .* ms, and may be 15 ms/);
    // One API alone is compared with nothing.
    expect(exit).toBe(3);
  });
});

/** A search that is as short as can be, of APIs that come to grief. */
const brief = ['capacity', 'look', '--slo', 'p95<1s', '--duration'];

describe.skipIf(k6 === null)(`bench capacity of an API that cannot be measured${withoutK6}`, () => {
  test('answers 500 to everything: it has no knee, and the other one is not judged by it', async () => {
    const targets = `before: { ...known, env: { STATUS: '500' } }, after: known`;
    const { run, exit, stdout } = await load(suite(targets), ...brief, '1');
    const [before, after] = run?.capacities[0]?.sides ?? [];
    expect(before).toMatchObject({ side: 'before', knee: { holds: null, breaks: null }, points: [] });
    expect(before?.ended).toContain('no request was answered as expected (status 5xx)');
    expect(after?.knee.holds).toBeGreaterThan(0);
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain('before not found, after at least');
    expect(said).toContain('(status 5xx)). To change: ask the API for it by hand and see.');
    expect(exit).toBe(3);
  });

  test('dies under too much: it is started anew and tried again, and that is no limit that breaks', async () => {
    // More than are under way when answers are as fast as they come, and fewer than at twice the first rate.
    const crowd = 2 * availableParallelism() + 2;
    const text = suite('before: known', [`/crowd/${crowd}/100`]);
    const { run, exit, stdout } = await load(text, ...brief, '60');
    const [side] = run?.capacities[0]?.sides ?? [];
    expect(side?.points.slice(-3).map(({ outcome }) => outcome)).toEqual(['holds', 'invalid', 'invalid']);
    expect(side?.knee).toEqual({ holds: side?.points.at(-3)?.rate, breaks: null });
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain('requests/s the measurement is invalid: the API went away (killed by SIGKILL).');
    expect(said).toContain('See whether the API is still running, and what it said.');
    expect(exit).toBe(3);
    await nothingListens();
  });

  test("dies, and is somebody else's", async () => {
    await using server = await knownServer();
    const { run, exit } = await load(suite(two, ['/die-after/60']), ...brief, '1', '--url', server.url);
    const [side] = run?.capacities[0]?.sides ?? [];
    expect(side).toMatchObject({ side: 'api', knee: { holds: null, breaks: null } });
    expect(side?.ended).toContain(`nothing listens at ${server.url} any more`);
    expect(exit).toBe(3);
  });
});

/** What an API does, and how that ends. */
const troubles: readonly (readonly [
  what: string,
  text: string,
  exit: number,
  said: RegExp,
  flags?: readonly string[],
])[] = [
  ['a scenario that there is not', suite(two), 2, /No scenario is called "lok"[\s\S]*look/, ['lok']],
  [
    'an API that there is not',
    suite(two),
    2,
    /no API called "afer"[\s\S]*after/,
    ['look', '--variant', 'afer'],
  ],
  ['a driver that there is not', suite(two), 2, /--driver[\s\S]*k6/, ['look', '--driver', 'wrk']],
  [
    'an address that is none',
    suite(two),
    2,
    /no address of an API[\s\S]*http:/,
    ['look', '--url', 'localhost'],
  ],
  [
    'an API on another machine',
    suite(two),
    2,
    /not this machine[\s\S]*--allow-remote/,
    ['look', '--url', 'http://api.example.com'],
  ],
  [
    'an address where nobody answers',
    suite(two),
    2,
    /No API answers/,
    ['look', '--url', 'http://127.0.0.1:9'],
  ],
  [
    'an API that does not start',
    suite(`before: known, after: { command: [node, '-e', 'throw new Error("no licence")'] }`),
    2,
    /"after" ended before it was ready[\s\S]*no licence/,
  ],
  [
    'an API that is not ready in time',
    suite(`before: { ...known, ready: '/status/503', readyWithin: 1 }`),
    2,
    /"before" was not ready within 1 s[\s\S]*readyWithin/,
  ],
  [
    'SQL of an API that does not run',
    suite(`before: { ...known, schema: sql\`CREATE INDEX ON nowhere (id)\` }`),
    2,
    /"before" does not run[\s\S]*nowhere/,
  ],
  ['an API that answers 500 to everything', suite(two, ['/status/500']), 3, /status 5xx/],
  ['an API that answers nothing', suite(two, ['/hang']), 3, /timed out/],
  ['an API that dies under load', suite(two, ['/die-after/30']), 3, /went away|connection/],
];

for (const [what, text, exit, said, flags = ['look']] of troubles) {
  test(`${what}: exit code ${exit}, a sentence, a remedy, no stack trace`, async () => {
    const result = await load(
      text,
      'load',
      ...flags,
      ...(flags.includes('--rounds') ? [] : ['--rounds', '1']),
    );
    expect(`${result.stderr}${result.stdout}`).toMatch(said);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    expect(result.exit).toBe(exit);
    await nothingListens();
  });
}

/** Runs the program until it has come far enough, and interrupts it; its exit code, what it said, its record. */
async function interrupted(args: readonly string[], soFar: () => Promise<unknown>) {
  await placeSuite(folder, suite(two));
  let stderr = '';
  let begun = false;
  const handlers: (() => void)[] = [];
  const exit = await main(
    aHost({
      argv: ['node', 'bench', ...onTestServer(folder, args)],
      env: environment,
      cwd: () => folder,
      stderr: {
        write: (said: string) => {
          stderr += said;
          if (begun || !said.includes('✓ APIs')) return;
          begun = true;
          void soFar().then(() => handlers[0]?.());
        },
      },
      on: (_, handler) => handlers.push(handler),
    }),
  );
  return { exit, stderr, record: await lastRun(folder) };
}

test.skipIf(k6 === null)(
  `Ctrl-C in the middle of a search: API and k6 gone, a partial record, exit code 130${withoutK6}`,
  async () => {
    // Here, as other tests begin and end rounds of k6 beside this one.
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const seen = new Set<string>();
    const args = ['capacity', 'look', '--slo', 'p95<100ms', '--duration', '60'];
    const { exit, stderr, record } = await interrupted(args, async () => {
      // The first round is as fast as answers come, the second the first rate that is tried.
      while (seen.size < 3) {
        await sleep(100);
        for (const name of await k6Folders()) seen.add(name);
      }
      await sleep(500);
    });
    expect(stderr).toContain('Interrupted');
    expect(exit).toBe(130);
    expect(record?.status).toBe('interrupted');
    expect(record?.capacities[0]).toMatchObject({
      complete: false,
      sides: [{ ended: 'it was not finished' }],
    });
    expect(record?.capacities[0]?.sides[0]?.points).not.toEqual([]);
    await nothingListens();
    expect(await k6Folders()).toEqual([]);
  },
);

/** Where k6 works at this moment, a folder for each round. */
async function k6Folders(): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('bench-k6-'));
}

/** What a run starts, which works in the suite's folder, is gone. */
async function nothingListens(): Promise<void> {
  expect(await runningBelow(folder)).toEqual([]);
}
