import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { run as runSchema, type Run } from '../../src/record/run.ts';
import { knownServer } from '../load/support/traffic.ts';
import { runningBelow } from '../support/processes.ts';
import { aHost, bench, type Said } from './host.ts';
import { api, gatedShop, migration, statement, suite, type Shop } from './support/gated-shop.ts';

/*
 * `bench gate` from end to end: real git repositories, a real server, real load.
 */

let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'bench-gate-cache-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

/** A pull request: a branch with one commit. */
async function branch(shop: Shop, files: Readonly<Record<string, string>>): Promise<void> {
  await shop.git('checkout', '--quiet', '-b', 'feature');
  await shop.write(files);
  await shop.git('add', '--all');
  await shop.git('commit', '--quiet', '--allow-empty', '--message', 'Change something');
}

async function gate(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said & { readonly run: Run | null }> {
  const said = await bench(
    ['gate', ...args, '--database-url', inject('databaseUrl'), '--cache', cache],
    folder,
    { ...(process.env as Record<string, string>), ...env },
  );
  return { ...said, run: await newestRun(folder) };
}

async function newestRun(folder: string): Promise<Run | null> {
  const runs = join(folder, 'reports', 'runs');
  const newest = (await readdir(runs).catch(() => [])).toSorted((a, b) => a.localeCompare(b)).at(-1);
  if (newest === undefined) return null;
  return runSchema.parse(JSON.parse(await readFile(join(runs, newest, 'run.json'), 'utf8')));
}

/** What a gate may leave: the record, the data, and nothing else. */
async function expectNothingLeft(shop: Shop): Promise<void> {
  expect(await shop.git('worktree', 'list')).not.toContain('\n');
  expect(await readdir(join(cache, 'worktrees')).catch(() => [])).toEqual([]);
  // Other tests have arrangements on the same server, of other data.
  const db = new Client(inject('databaseUrl'));
  await db.connect();
  const { rows } = await db.query<{ comment: string }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database
     WHERE datname ~ '^bench_[0-9a-f]{8}_[0-9]+$'`,
  );
  await db.end();
  expect(rows.filter(({ comment }) => comment.includes('bench_gated_shop'))).toEqual([]);
  expect(await runningBelow(shop.folder, cache)).toEqual([]);
}

/** Where the summary was written, is known while it runs alone. */
function besideReport(text: string): string {
  return text.replace(/^ *Report: .*\n/m, '');
}

describe('a pull request', () => {
  test('that loses an index fails, and one screen says why', { timeout: 240_000 }, async () => {
    await using shop = await gatedShop();
    await branch(shop, { 'migration.sql': '-- The index is not needed any more.\n' });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '45s']);
    expect(exit).toBe(1);
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeLessThanOrEqual(60);
    // The route, the effect with its interval, the plan difference, the budget, the command.
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +p95 .*slower \(.*BROKEN/);
    expect(stdout).toMatch(/Index.*→[^→]*Seq/);
    expect(stdout).toContain('no sequential scan on orders');
    expect(stdout).toContain('npx bench gate --base-ref main');
    expect(run?.gate).toMatchObject({ mode: 'compare', base: { from: 'main' }, complete: true });
    await expectNothingLeft(shop);
  });

  test('that changes a comment passes', { timeout: 240_000 }, async () => {
    await using shop = await gatedShop();
    await branch(shop, { 'api.mjs': `// A comment.\n${api()}` });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '50s']);
    expect(stdout).not.toMatch(/broken/i);
    expect(exit).toBe(0);
    const timed = run?.gate?.subjects.filter(({ blocks }) => blocks.length > 0) ?? [];
    expect(timed.map(({ name }) => name)).toEqual(['shopping/orders']);
    // Fewer would be no answer at all.
    expect(timed[0]?.blocks.length).toBeGreaterThanOrEqual(6);
    // The same words again from the record alone.
    const again = await bench(
      ['report', join(shop.folder, 'reports', 'runs', run?.id ?? '', 'run.json')],
      '/',
    );
    expect(besideReport(again.stdout)).toBe(besideReport(stdout));
    await expectNothingLeft(shop);
  });
});

describe('exact metrics alone', () => {
  test('take no time, and find one statement more', async () => {
    await using shop = await gatedShop();
    await branch(shop, { 'api.mjs': api(statement, "await pool.query('SELECT 1');") });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +statements .* 1 +2 .*BROKEN/);
    expect(run?.gate?.subjects.flatMap(({ blocks }) => blocks)).toEqual([]);
    await expectNothingLeft(shop);
  });

  test('find what the head answers otherwise, and which query is new', async () => {
    await using shop = await gatedShop();
    await branch(shop, {
      'bench.config.ts': suite({
        run: 'SELECT id, total FROM orders WHERE customer = ${p.customer} LIMIT 3',
      }),
    });
    const { stdout } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout).toMatch(/orders\/of-customer:any +query\n(?:.*\n)*? +rows /);
  });

  test('of a base without the route: it is new, and held to what is absolute', async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite()
        .replaceAll("id: 'shopping'", "id: 'browsing'")
        .replaceAll('shopping/', 'browsing/'),
    });
    await branch(shop, { 'bench.config.ts': suite() });
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout).toContain('new');
    expect(exit).toBe(0);
  });

  test('of a head without a route that the base has, under a glob of its budgets: it is named as gone', async () => {
    const more = "requests: [{ name: 'newest', get: '/customers/7' }, ";
    await using shop = await gatedShop({ 'bench.config.ts': suite().replace('requests: [', more) });
    await branch(shop, { 'bench.config.ts': suite() });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout).toContain('shopping/newest is gone: the head does not have it.');
    expect(exit).toBe(0);
    expect(run?.gate?.subjects.filter(({ gone }) => gone)).toMatchObject([
      { kind: 'route', name: 'shopping/newest', head: null },
    ]);
    await expectNothingLeft(shop);
  });

  test('of a dirty working tree: allowed, and named', async () => {
    await using shop = await gatedShop();
    await shop.write({ 'api.mjs': `${api()}\n// Not committed.\n` });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'HEAD', '--exact-only']);
    expect(exit).toBe(0);
    expect(run?.gate?.head.dirty).toBe(true);
    expect(stdout).toMatch(/uncommitted|dirty|no commit/);
  });

  test('against a saved gate: without a base that runs', async () => {
    await using shop = await gatedShop();
    await gate(shop.folder, ['--base-ref', 'HEAD', '--exact-only']);
    const saved = join(shop.folder, 'reports', 'runs', (await newestRun(shop.folder))?.id ?? '', 'run.json');
    await shop.write({ 'migration.sql': '-- nothing\n' });
    const { exit, stdout } = await gate(shop.folder, ['--baseline', saved, '--exact-only']);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +buffers .*BROKEN/);
  });
});

describe('two deployments that run already', () => {
  test('are held against each other, in rounds, and go on running', { timeout: 120_000 }, async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite({
        path: '/after/2?customer={customer}',
        budgets: "{ route: 'shopping/*', p95: { growth: 0.5 }, errors: { atMost: 0 } }",
      }),
    });
    await using base = await knownServer();
    await using head = await knownServer();
    const urls = ['--base-url', base.url, '--head-url', head.url];
    const { exit, stdout, run } = await gate(shop.folder, [...urls, '--budget', '30s']);
    expect(exit).toBe(0);
    expect(run?.gate?.schedule.unit).toBe('round');
    expect(stdout).toContain('process');
    expect((await fetch(`${head.url}/health`)).status).toBe(200);
    await expectNothingLeft(shop);
  });
});

function calibrate({ folder }: Shop, budget: string): Promise<Said> {
  const where = ['--database-url', inject('databaseUrl'), '--cache', cache];
  return bench(['calibrate', '--budget', budget, ...where], folder);
}

describe('bench calibrate', () => {
  test(
    'says what this machine can tell, without budgets, and leaves nothing',
    { timeout: 120_000 },
    async () => {
      const routes = /scenarios: \[.*?\n {2}\],\n/s;
      await using shop = await gatedShop({
        'bench.config.ts': suite({ budgets: '' }).replace(routes, ''),
      });
      const { exit, stdout } = await calibrate(shop, '20s');
      expect(stdout).toMatch(/orders\/of-customer:any\n +p50 +\d+ +±\d+\.\d%/);
      // Identical code seldom differs from itself, and then this is no machine to calibrate.
      expect(exit).toBe(stdout.includes('Invalid: ') ? 3 : 0);
      expect((await newestRun(shop.folder))?.gate?.mode).toBe('calibrate');
      await expectNothingLeft(shop);
    },
  );

  test('of too short a time says so, as the report of its record does', async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite({ budgets: "{ query: 'orders/*', buffers: { growth: 0.1 } }" }),
    });
    const { exit, stdout } = await calibrate(shop, '1s');
    expect(exit).toBe(3);
    const [headline = 'none'] = /Invalid: .*/.exec(stdout) ?? [];
    const path = join(shop.folder, 'reports', 'runs', (await newestRun(shop.folder))?.id ?? '', 'run.json');
    expect((await bench(['report', path], '/')).stdout).toContain(headline);
  });
});

describe('limits on times in themselves', () => {
  const budgets = `
    { route: 'shopping/*', p95: { atMost: 10 }, p50: { growth: 0.05 } },
    { query: 'orders/*', p95: { atMost: 0.000_001 } },`;

  test('hold for what is new, which is timed alone', { timeout: 120_000 }, async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite()
        .replaceAll("id: 'shopping'", "id: 'browsing'")
        .replaceAll('shopping/', 'browsing/'),
    });
    await branch(shop, { 'bench.config.ts': suite({ budgets }) });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '45s']);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +p95 +≤ 10s .*new +kept/);
    expect(stdout).toMatch(/orders\/of-customer:any +query\n +p95 .*BROKEN/);
    expect(exit).toBe(1);
    const route = run?.gate?.subjects.find(({ kind }) => kind === 'route');
    expect(route?.blocks[0]?.pairs[0]?.base.micros).toEqual([]);
    await expectNothingLeft(shop);
  });
});

describe('files for CI', () => {
  test('summary, JUnit, exports, and what GitHub asks for', async () => {
    await using shop = await gatedShop();
    await branch(shop, { 'migration.sql': '-- nothing\n' });
    const out = await mkdtemp(join(tmpdir(), 'bench-gate-out-'));
    await mkdir(join(out, 'deep'), { recursive: true });
    const { stdout, stderr, exit } = await gate(
      shop.folder,
      [
        '--base-ref',
        'main',
        '--exact-only',
        '--json',
        '--summary',
        join(out, 'summary.md'),
        '--junit',
        join(out, 'deep', 'gate.xml'),
        '--export',
        `bencher=${join(out, 'bmf.json')}`,
      ],
      { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(out, 'step.md') },
    );
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed' });
    expect(stderr).toMatch(/^::error /m);
    const texts = await Promise.all(
      ['summary.md', 'step.md', 'deep/gate.xml', 'bmf.json'].map((name) => readFile(join(out, name), 'utf8')),
    );
    expect(texts[0]).toContain('shopping/orders');
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toContain('<failure');
    expect(() => JSON.parse(texts[3] ?? '') as unknown).not.toThrow();
    await rm(out, { recursive: true, force: true });
  });
});

async function refused(shop: Shop, args: readonly string[], cwd = shop.folder): Promise<string> {
  const { exit, stdout, stderr } = await gate(cwd, args);
  expect(exit).toBe(2);
  expect(stdout).toBe('');
  await expectNothingLeft(shop);
  return stderr;
}

describe('trouble', () => {
  test.each([
    [[], 'Nothing says what to compare with'],
    [['--base-ref', 'main', '--base', '.'], 'only one base'],
    [['--base-url', 'http://127.0.0.1:1'], 'only --base-url is given'],
    [['--base-ref', 'nowhere'], 'no commit by the name of "nowhere"'],
    [['--base-ref', 'main', '--budget', 'soon'], '"soon" is no length of time'],
    [['--base-ref', 'main', '--export', 'excel=x'], '"excel=x" does not say what to write'],
    [['--base-ref', 'main', '--waivers', 'none.json'], 'cannot be read'],
    [['--baseline', 'none.json'], 'cannot be read'],
  ])('%j', async (args, sentence) => {
    await using shop = await gatedShop();
    expect(await refused(shop, args)).toContain(sentence);
  });

  test('a clone whose history is cut short', async () => {
    await using shop = await gatedShop();
    await branch(shop, {});
    const clone = join(cache, 'clone');
    await execa('git', [
      'clone',
      '--quiet',
      '--depth',
      '1',
      '--single-branch',
      `file://${shop.folder}`,
      clone,
    ]);
    expect(await refused(shop, ['--base-ref', 'main'], clone)).toContain('git fetch --unshallow');
    await rm(clone, { recursive: true, force: true });
  });

  test('a folder that is in no repository', async () => {
    await using shop = await gatedShop();
    await rm(join(shop.folder, '.git'), { recursive: true });
    const { exit, stderr } = await gate(shop.folder, ['--base-ref', 'main']);
    expect(exit).toBe(2);
    expect(stderr).toContain('is in no git repository');
  });

  test('a base whose suite does not load', async () => {
    await using shop = await gatedShop({ 'bench.config.ts': 'export default 1 +;\n' });
    await branch(shop, { 'bench.config.ts': suite() });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('The suite of the base cannot be used');
  });

  test('a base that cannot be made ready', async () => {
    await using shop = await gatedShop();
    await branch(shop, {
      'bench.config.ts': suite({
        gate: "{ prepare: [[process.execPath, '-e', 'console.error(`no way`); process.exit(1)']] }",
      }),
    });
    const said = await refused(shop, ['--base-ref', 'main']);
    expect(said).toContain('could not be made ready');
    expect(said).toContain('no way');
  });

  test('a base with other packages, and no word on how to install them', async () => {
    await using shop = await gatedShop({ 'package-lock.json': '{ "name": "one" }\n' });
    await branch(shop, { 'package-lock.json': '{ "name": "other" }\n' });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('another lock file');
  });

  test('budgets that match nothing', async () => {
    await using shop = await gatedShop();
    await branch(shop, {
      'bench.config.ts': suite({ budgets: "{ route: 'selling/*', p95: { growth: 0.1 } }" }),
    });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('selling/*');
  });

  test('a suite without budgets', async () => {
    await using shop = await gatedShop({ 'bench.config.ts': suite({ budgets: '' }) });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('no budgets');
  });

  test('SQL of the base that does not run there', async () => {
    await using shop = await gatedShop({
      'migration.sql': 'CREATE INDEX orders_customer ON nothing (customer);\n',
    });
    await branch(shop, { 'migration.sql': migration });
    const { exit, stderr } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(exit).toBe(2);
    expect(stderr).toContain('shop (base)');
    await expectNothingLeft(shop);
  });

  test('requests too slow for their budget: too few samples are no pass', { timeout: 120_000 }, async () => {
    const slow = { 'api.mjs': api(statement, 'await new Promise((done) => setTimeout(done, 100));') };
    await using shop = await gatedShop(slow);
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'HEAD', '--budget', '8s']);
    expect(exit).toBe(3);
    expect(stdout).toMatch(/one pair of bursts takes 1\d s, for which there is no time left/);
    expect(stdout).toContain('--budget');
    await expectNothingLeft(shop);
  });

  test(
    'a machine too noisy, where each start is another one: cannot tell',
    { timeout: 120_000 },
    async () => {
      const lucky =
        'await new Promise((done) => setTimeout(done, (globalThis.luck ??= 1 + 3 * Math.random())));';
      await using shop = await gatedShop({
        'api.mjs': api(statement, lucky),
        'bench.config.ts': suite({ budgets: "{ route: 'shopping/*', p50: { growth: 0.05 } }" }),
      });
      const options = ['--base-ref', 'HEAD', '--budget', '40s', '--on-unclear', 'fail'];
      const { exit, stdout } = await gate(shop.folder, options);
      expect(stdout).toMatch(/Cannot tell: [^;]*; about\s+\d+\s+blocks\s+would\s+tell/);
      expect(exit).toBe(3);
      await expectNothingLeft(shop);
    },
  );

  test('a head that crashes under load is never green', { timeout: 120_000 }, async () => {
    await using shop = await gatedShop();
    await branch(shop, {
      'api.mjs': api(
        statement,
        'globalThis.asked = (globalThis.asked ?? 0) + 1; if (asked > 500) process.exit(3);',
      ),
    });
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '60s']);
    expect([1, 3]).toContain(exit);
    expect(stdout).toMatch(/went away|exit code 3/);
    await expectNothingLeft(shop);
  });

  test(
    'Ctrl-C: worktree, servers and databases are gone, and the record says so',
    { timeout: 120_000 },
    async () => {
      await using shop = await gatedShop();
      await branch(shop, {});
      let interrupt: (() => void) | undefined;
      let heard = '';
      const exit = await main(
        aHost({
          argv: [
            'node',
            'bench',
            'gate',
            '--base-ref',
            'main',
            '--database-url',
            inject('databaseUrl'),
            '--cache',
            cache,
          ],
          cwd: () => shop.folder,
          env: process.env,
          on: (signal, handler) => {
            if (signal === 'SIGINT') interrupt = handler;
          },
          stderr: {
            write: (text) => {
              heard += text;
              // Everything is up by then: it is about to take time.
              if (text.includes('Exact metrics')) setTimeout(() => interrupt?.(), 4_000);
            },
          },
        }),
      );
      expect(exit).toBe(130);
      expect(heard).toContain('Interrupted');
      expect(await newestRun(shop.folder)).toMatchObject({
        status: 'interrupted',
        gate: { complete: false },
      });
      await expectNothingLeft(shop);
    },
  );
});
