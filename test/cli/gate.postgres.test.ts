import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { knownServer } from '../load/support/traffic.ts';
import { bench, type Said } from './host.ts';
import { api, gatedShop, statement, suite, type Shop } from './support/gated-shop.ts';
import { newestRecord, newestRun, openGates } from './support/gates.ts';

/*
 * `bench gate` from end to end: real git repositories, a real server, real load.
 */

const { gate, expectNothingLeft, cache, ...gates } = await openGates('gated-shop');
afterAll(() => gates[Symbol.asyncDispose]());

describe('exact metrics alone', () => {
  test('take no time, and find one statement more', async () => {
    await using shop = await gatedShop();
    await shop.branch({ 'api.mjs': api(statement, "await pool.query('SELECT 1');") });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +statements .* 1 +2 .*BROKEN/);
    expect(run?.gate?.subjects.flatMap(({ blocks }) => blocks)).toEqual([]);
    await expectNothingLeft(shop);
  });

  test('find what the head answers otherwise, and which query is new', async () => {
    await using shop = await gatedShop();
    await shop.branch({
      'bench.config.ts': suite({
        run: 'sql`SELECT id, total FROM orders WHERE customer = ${p.customer} LIMIT 3`',
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
    await shop.branch({ 'bench.config.ts': suite() });
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout).toContain('new');
    expect(exit).toBe(0);
  });

  test('of a head without a route that the base has, under a glob of its budgets: it is named as gone', async () => {
    const more = "requests: [{ name: 'newest', get: '/customers/7' }, ";
    await using shop = await gatedShop({ 'bench.config.ts': suite().replace('requests: [', more) });
    await shop.branch({ 'bench.config.ts': suite() });
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
    const budgets = `
      { route: 'shopping/*', p95: { atMost: 1 }, throughput: { atLeast: 1 }, errors: { atMost: 0 }, buffers: { growth: 0.1 } },`;
    await using shop = await gatedShop({ 'bench.config.ts': suite({ budgets }) });
    await gate(shop.folder, ['--base-ref', 'HEAD', '--exact-only']);
    const saved = await newestRecord(shop.folder);
    const same = await gate(shop.folder, ['--baseline', saved, '--exact-only', '--on-unclear', 'fail']);
    expect(same.run?.gate).toMatchObject({ mode: 'exact', base: { from: saved } });
    expect(same.stdout).toContain('Passes: 1 check kept; nothing was timed.');
    expect(same.exit).toBe(0);
    await shop.write({ 'migration.sql': '-- nothing\n' });
    const { exit, stdout } = await gate(shop.folder, ['--baseline', saved, '--exact-only']);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +buffers .*BROKEN/);
  });
});

describe('two deployments that run already', () => {
  test('are held against each other, in rounds, and go on running', { timeout: 180_000 }, async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite({
        path: '/after/2?customer={customer}',
        budgets: "{ route: 'shopping/*', p50: { growth: 0.5 }, errors: { atMost: 0 } }",
        gate: '{ pairs: 8 }',
      }),
    });
    await using base = await knownServer();
    await using head = await knownServer();
    const urls = ['--base-url', base.url, '--head-url', head.url];
    const { exit, stdout, run } = await gate(shop.folder, [...urls, '--budget', '60s']);
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
    { timeout: 180_000 },
    async () => {
      const routes = /scenarios: \[.*?\n {2}\],\n/s;
      await using shop = await gatedShop({
        'bench.config.ts': suite({ budgets: '' }).replace(routes, ''),
      });
      const { exit, stdout } = await calibrate(shop, '20s');
      expect(stdout).toMatch(/orders\/of-customer:any\n +p50 +\d+ +±\d+\.\d%/);
      // Identical code seldom differs from itself, and then this is no machine to calibrate.
      expect(exit).toBe(stdout.includes('Invalid: ') ? 3 : 0);
      const { mode, subjects } = (await newestRun(shop.folder))?.gate ?? {};
      expect(mode).toBe('calibrate');
      // As many as the suite says.
      expect(subjects?.[0]?.blocks.filter(({ pairs }) => pairs.length !== 1)).toEqual([]);
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

  test('hold for what is new, which is timed alone', { timeout: 180_000 }, async () => {
    await using shop = await gatedShop({
      'bench.config.ts': suite()
        .replaceAll("id: 'shopping'", "id: 'browsing'")
        .replaceAll('shopping/', 'browsing/'),
    });
    await shop.branch({ 'bench.config.ts': suite({ budgets }) });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '90s']);
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
    await shop.branch({ 'migration.sql': '-- nothing\n' });
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
