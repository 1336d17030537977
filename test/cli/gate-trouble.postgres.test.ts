import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import {
  api,
  gatedShop,
  migration,
  statement,
  suite,
  type Shop,
  type ShopSuite,
} from './support/gated-shop.ts';
import { newestRun, openGates, until } from './support/gates.ts';

/*
 * What can go wrong with `bench gate`, from end to end: wrong use is refused before anything is measured, and what could
 * not be measured is never green.
 */

const name = 'troubled-shop';
const { gate, interrupted, expectNothingLeft, cache, ...gates } = await openGates(name);
afterAll(() => gates[Symbol.asyncDispose]());

function aSuite(different: ShopSuite = {}): string {
  return suite({ name, ...different });
}

function aShop(files: Readonly<Record<string, string>> = {}): Promise<Shop> {
  return gatedShop({ 'bench.config.ts': aSuite(), ...files });
}

async function refused(shop: Shop, args: readonly string[], cwd = shop.folder): Promise<string> {
  const { exit, stdout, stderr } = await gate(cwd, args);
  expect(exit).toBe(2);
  expect(stdout).toBe('');
  await expectNothingLeft(shop);
  return stderr;
}

describe('refused, or ended before anything was measured:', () => {
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
    await using shop = await aShop();
    expect(await refused(shop, args)).toContain(sentence);
  });

  test('a clone whose history is cut short', async () => {
    await using shop = await aShop();
    await shop.branch({});
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
    await using shop = await aShop();
    await rm(join(shop.folder, '.git'), { recursive: true });
    const { exit, stderr } = await gate(shop.folder, ['--base-ref', 'main']);
    expect(exit).toBe(2);
    expect(stderr).toContain('is in no git repository');
  });

  test('a base whose suite does not load', async () => {
    await using shop = await aShop({ 'bench.config.ts': 'export default 1 +;\n' });
    await shop.branch({ 'bench.config.ts': aSuite() });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('The suite of the base cannot be used');
  });

  test('a base that cannot be made ready', async () => {
    await using shop = await aShop();
    await shop.branch({
      'bench.config.ts': aSuite({
        gate: "{ prepare: [[process.execPath, '-e', 'console.error(`no way`); process.exit(1)']] }",
      }),
    });
    const said = await refused(shop, ['--base-ref', 'main']);
    expect(said).toContain('could not be made ready');
    expect(said).toContain('no way');
  });

  test('a package that is a link to source of the repository, and no word on how to install it', async () => {
    await using shop = await aShop();
    await mkdir(join(shop.folder, 'packages', 'money'), { recursive: true });
    await mkdir(join(shop.folder, 'node_modules', '@shop'), { recursive: true });
    await symlink('../../packages/money', join(shop.folder, 'node_modules', '@shop', 'money'));
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('node_modules/@shop/money is a link');
  });

  test('a base with other packages, and no word on how to install them', async () => {
    await using shop = await aShop({ 'package-lock.json': '{ "name": "one" }\n' });
    await shop.branch({ 'package-lock.json': '{ "name": "other" }\n' });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('another lock file');
  });

  test('budgets that match nothing', async () => {
    await using shop = await aShop();
    await shop.branch({
      'bench.config.ts': aSuite({ budgets: "{ route: 'selling/*', p95: { growth: 0.1 } }" }),
    });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('selling/*');
  });

  test('a suite without budgets', async () => {
    await using shop = await aShop({ 'bench.config.ts': aSuite({ budgets: '' }) });
    expect(await refused(shop, ['--base-ref', 'main'])).toContain('no budgets');
  });

  test('SQL of the base that does not run there', async () => {
    await using shop = await aShop({
      'migration.sql': 'CREATE INDEX orders_customer ON nothing (customer);\n',
    });
    await shop.branch({ 'migration.sql': migration });
    const { exit, stderr } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(exit).toBe(2);
    expect(stderr).toContain('shop (base)');
    await expectNothingLeft(shop);
  });

  test.each([
    ['has expired', 'route:shopping/orders:buffers', '2020-01-31', 'held until 2020-01-31'],
    ['matches nothing', 'route:shopping/order:buffers', '2099-01-31', 'waives nothing'],
  ])('a waiver that %s', async (_, id, expires, sentence) => {
    await using shop = await aShop({ 'bench.waivers.json': aWaiver(id, expires) });
    const said = await refused(shop, ['--base-ref', 'main', '--exact-only']);
    expect(said).toContain(sentence);
    expect(said).toContain('route:shopping/orders:buffers');
  });
});

/** What a repository has beside its suite. */
function aWaiver(id: string, expires: string): string {
  return JSON.stringify([{ id, reason: 'the index comes with the next release', author: 'Ada', expires }]);
}

/** Without the index that the application has. */
const withoutIndex = { 'migration.sql': '-- nothing\n' };

test('a waiver lets through what is broken, as long as it holds, and nothing else', async () => {
  const budgets =
    "{ query: 'orders/*', buffers: { growth: 0.1 } }, { route: 'shopping/*', buffers: { growth: 0.1 } }";
  await using shop = await aShop({ 'bench.config.ts': aSuite({ budgets }) });
  const ids = ['query:orders/of-customer:any:buffers', 'route:shopping/orders:buffers'];
  const [first, second] = ids.map((id) => aWaiver(id, '2099-01-31'));
  await shop.branch({ ...withoutIndex, 'bench.waivers.json': first ?? '' });
  const one = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
  expect(one.stdout).toMatch(/orders\/of-customer:any +query\n(?:.*\n)*? +buffers .*waived/i);
  expect(one.stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +buffers .*BROKEN/);
  expect(one.exit).toBe(1);
  await shop.write({ 'bench.waivers.json': `${first?.slice(0, -1)},${second?.slice(1)}` });
  const both = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
  expect(both.stdout).toContain('the index comes with the next release');
  expect(both.exit).toBe(0);
});

describe('another base', () => {
  test('in a folder of its own, ready to run, is left as it is', async () => {
    await using base = await aShop();
    await using shop = await aShop(withoutIndex);
    const { exit, stdout, run } = await gate(shop.folder, ['--base', base.folder, '--exact-only']);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +buffers .*BROKEN/);
    const commit = await base.git('rev-parse', 'HEAD');
    expect(run?.gate?.base).toMatchObject({ from: base.folder, dirty: false });
    expect(commit).toContain(run?.gate?.base.commit ?? 'none');
    expect(await base.git('status', '--porcelain')).toBe('');
    await expectNothingLeft(shop);
  });

  test.each([
    ['rows', "'x'.repeat(100)", "'y'.repeat(100)", 'base and head generate other data'],
    ['schema', 'note text NOT NULL', '$&, gift boolean', 'base and head give their data another schema'],
  ])('with other data stands on its own, with a warning: other %s', async (_, was, is, sentence) => {
    await using shop = await aShop();
    await shop.branch({ 'bench.config.ts': aSuite().replace(was, is) });
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(exit).toBe(0);
    await expectNothingLeft(shop);
  });
});

describe('an API that does not start', () => {
  const dead = { 'api.mjs': "console.error('no licence'); process.exit(7);\n" };

  test.each([
    ['head', { 'api.mjs': api() }, dead],
    ['base', dead, { 'api.mjs': api() }],
  ] as const)('of the %s: nothing is concluded, and its last words are told', async (side, base, head) => {
    await using shop = await aShop(base);
    await shop.branch(head);
    const { exit, stderr, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '20s']);
    expect(stderr).toContain(`The ${side} could not be measured: the API "shop" ended before it was ready`);
    expect(stderr).toContain('(exit code 7: no licence)');
    expect(exit).toBe(3);
    expect(run?.status).toBe('failed');
    await expectNothingLeft(shop);
  });

  test('does not hide what is broken', async () => {
    await using shop = await aShop();
    await shop.branch({ ...dead, ...withoutIndex });
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stdout).toMatch(/orders\/of-customer:any +query\n(?:.*\n)*? +buffers .*BROKEN/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('The head could not be measured: the API "shop" ended');
    expect(exit).toBe(1);
    await expectNothingLeft(shop);
  });
});

describe('an API that crashes', () => {
  /** Longer than it is asked for what repeats exactly. */
  const crashing = {
    'api.mjs': api(
      statement,
      'globalThis.asked = (globalThis.asked ?? 0) + 1; if (asked > 150) process.exit(3);',
    ),
  };

  test(
    'under load, of the head: its requests break what may fail, its times are invalid',
    { timeout: 120_000 },
    async () => {
      await using shop = await aShop();
      await shop.branch(crashing);
      const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '60s']);
      expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +errors .*BROKEN/);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain("the head's API went away (exit code 3)");
      expect(exit).toBe(1);
      expect(run?.gate?.subjects.find(({ kind }) => kind === 'route')).toMatchObject({ lost: 'head' });
      await expectNothingLeft(shop);
    },
  );

  test('under load, of the base: nothing is concluded', { timeout: 120_000 }, async () => {
    await using shop = await aShop(crashing);
    await shop.branch({ 'api.mjs': api() });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '60s']);
    expect(stdout).not.toMatch(/BROKEN/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain("the base's API went away (exit code 3)");
    expect(exit).toBe(3);
    expect(run?.gate?.subjects.find(({ kind }) => kind === 'route')).toMatchObject({ lost: 'base' });
    await expectNothingLeft(shop);
  });

  test('while it is asked for what repeats exactly', async () => {
    const { 'api.mjs': text } = crashing;
    await using shop = await aShop({ 'api.mjs': text.replace('asked > 150', 'asked > 30') });
    await shop.branch({ 'api.mjs': api() });
    const { exit, stderr } = await gate(shop.folder, ['--base-ref', 'main', '--exact-only']);
    expect(stderr).toContain(
      'The base could not be measured: its API went away when it was asked for shopping/orders (exit code 3)',
    );
    expect(exit).toBe(3);
    await expectNothingLeft(shop);
  });
});

describe('what cannot be told', () => {
  test('requests too slow for their budget: too few samples are no pass', { timeout: 120_000 }, async () => {
    const slow = { 'api.mjs': api(statement, 'await new Promise((done) => setTimeout(done, 60));') };
    await using shop = await aShop(slow);
    const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'HEAD', '--budget', '6s']);
    expect(exit).toBe(3);
    expect(stdout).toMatch(/one pair of bursts takes (?:9|1\d) s, for which there is no time left/);
    expect(stdout).toContain('--budget');
    await expectNothingLeft(shop);
  });

  test(
    'a machine too noisy, where each connection is another one: cannot tell',
    { timeout: 200_000 },
    async () => {
      // Each connection takes 1 to 5 ms for as long as it lives; each side has a sequence of its own, which never repeats.
      const lucky = `
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const isHead = statSync(new URL('.git', import.meta.url)).isDirectory();
const step = isHead ? Math.SQRT2 : (1 + Math.sqrt(5)) / 2;
const lucks = new Map();
async function ask(db) {
  const [{ pid }] = await db.query(sql\`SELECT pg_backend_pid() AS pid\`);
  if (!lucks.has(pid)) lucks.set(pid, 1 + 4 * ((lucks.size * step) % 1));
  await sleep(lucks.get(pid));
  return db.query(sql\`SELECT id FROM orders WHERE customer = \${p.customer} ORDER BY id\`);
}
`;
      const config = aSuite({
        budgets: "{ query: 'orders/*', p50: { growth: 0.05 } }",
        run: 'ask',
      });
      await using shop = await aShop({
        'bench.config.ts': config.replace('\nconst rows', `${lucky}\nconst rows`),
      });
      const options = ['--base-ref', 'HEAD', '--budget', '14s', '--on-unclear', 'fail'];
      const { exit, stdout } = await gate(shop.folder, options);
      expect(stdout).toMatch(/Cannot tell: [^;]*;\s+about\s+[\d,]+\s+blocks\s+would\s+tell/);
      expect(exit).toBe(3);
      await expectNothingLeft(shop);
    },
  );
});

describe('Ctrl-C', () => {
  test(
    'under load: worktree, servers and databases are gone, and the record says so',
    { timeout: 120_000 },
    async () => {
      await using shop = await aShop();
      await shop.branch({});
      const { exit, stderr } = await interrupted(shop.folder, ['--base-ref', 'main'], async (said) => {
        // Everything is up by then: it is about to take time.
        await until(() => said().includes('Exact metrics'));
        await sleep(4_000);
      });
      expect({ exit, stderr }).toMatchObject({ exit: 130 });
      expect(stderr).toContain('Interrupted');
      expect(await newestRun(shop.folder)).toMatchObject({
        status: 'interrupted',
        gate: { complete: false },
      });
      await expectNothingLeft(shop);
    },
  );

  test('while the base is made ready: worktree, and whatever a command started, are gone', async () => {
    await using shop = await aShop();
    const begun = join(shop.folder, 'begun');
    // An installer starts programs of its own.
    const prepare = `[['sh', '-c', 'sleep 60 & touch ${begun}; sleep 60']]`;
    await shop.branch({ 'bench.config.ts': aSuite({ gate: `{ prepare: ${prepare} }` }) });
    const { exit, stderr } = await interrupted(shop.folder, ['--base-ref', 'main'], () =>
      until(() => existsSync(begun)),
    );
    expect(existsSync(begun)).toBe(true);
    expect({ exit, stderr }).toMatchObject({ exit: 130 });
    expect(stderr).toContain('Interrupted');
    await expectNothingLeft(shop);
  });
});

test('a query that fails while it is timed: its own trouble, and no pass', { timeout: 60_000 }, async () => {
  await using shop = await aShop({
    'migration.sql': 'CREATE SEQUENCE calls;\n',
    'bench.config.ts': aSuite({
      run: "sql`SELECT 1 / (2000 - nextval('calls')) AS quotient WHERE ${p.customer} > 0`",
      budgets: "{ query: 'orders/*', p50: { growth: 0.05 } }",
    }),
  });
  const { exit, stdout } = await gate(shop.folder, ['--base-ref', 'HEAD', '--budget', '30s']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /failed on the (?:base|head), while it was timed: division by zero/,
  );
  expect(exit).toBe(3);
  await expectNothingLeft(shop);
});
