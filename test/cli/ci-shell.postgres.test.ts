import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { program } from '../support/program.ts';
import { api, gatedShop, statement, suite, type Shop } from './support/gated-shop.ts';

/*
 * docs/ci/gate.sh as a CI would run it: in a clone of a repository, with the program installed there.
 */

const repository = join(import.meta.dirname, '..', '..');
const script = join(repository, 'docs', 'ci', 'gate.sh');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-ci-shell-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One request asks the database so many times. */
function apiOf(statements: number): string {
  return api(statement, "await pool.query('SELECT 1');".repeat(statements - 1));
}

/** The repository that all clone: `main` asks twice, and a budget says that nobody may ask more often than the base. */
function origin(): Promise<Shop> {
  return gatedShop({
    '.gitignore': 'reports/\nnode_modules/\n',
    'api.mjs': apiOf(2),
    'bench.config.ts': suite({
      name: 'shell-shop',
      budgets: "{ route: 'shopping/*', statements: { growth: 0 } }",
    }),
  });
}

async function commit(shop: Shop, branch: string, files: Readonly<Record<string, string>>): Promise<void> {
  await shop.git('checkout', '--quiet', '-B', branch);
  await shop.write(files);
  await shop.git('commit', '--quiet', '--all', '--message', 'Change something');
}

/** What a CI works in: a clone of one branch, which ends after one commit, with our program in it. */
async function cloned(shop: Shop, branch: string): Promise<string> {
  const clone = await mkdtemp(join(folder, 'clone-'));
  await execa('git', ['clone', '--quiet', '--depth=1', `--branch=${branch}`, `file://${shop.folder}`, clone]);
  const programs = join(clone, 'node_modules', '.bin');
  await mkdir(programs, { recursive: true });
  const words = program.map((word) => `'${word}'`).join(' ');
  await writeFile(join(programs, 'bench'), `#!/bin/sh\nexec node ${words} "$@"\n`);
  await chmod(join(programs, 'bench'), 0o755);
  return clone;
}

async function gate(clone: string, env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  const { exitCode, all } = await execa('sh', [script, '--exact-only', '--cache', join(folder, 'cache')], {
    cwd: clone,
    // npm would ask its registry whether there is a newer npm.
    env: {
      PATH,
      HOME: folder,
      npm_config_update_notifier: 'false',
      DATABASE_URL: inject('databaseUrl'),
      ...env,
    },
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { exitCode, all };
}

/** Names of the elements, and that they are well-formed. */
function elementsOf(xml: string): readonly string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => expect.unreachable(error.message));
  parser.on('opentag', ({ name }) => names.push(name));
  parser.write(xml).close();
  return names;
}

describe('docs/ci/gate.sh', () => {
  test('fails with the code of the gate where a branch asks the database more often, and leaves its files', async () => {
    await using shop = await origin();
    await commit(shop, 'feature', { 'api.mjs': apiOf(3) });
    const clone = await cloned(shop, 'feature');
    const { exitCode, all } = await gate(clone, { RESULTS: 'reports/elsewhere' });
    expect(all).toMatch(/shopping\/orders: 2 → 3 statements/);
    expect(exitCode).toBe(1);
    const [summary, junit] = await Promise.all(
      ['summary.md', 'junit.xml'].map((name) => readFile(join(clone, 'reports', 'elsewhere', name), 'utf8')),
    );
    expect(summary).toContain('shopping/orders');
    expect(elementsOf(junit ?? '')).toContain('failure');
  }, 120_000);

  test('passes where a branch changes a comment, whatever others have merged since it began', async () => {
    await using shop = await origin();
    await commit(shop, 'feature', { 'api.mjs': `// A comment.\n${apiOf(2)}` });
    await shop.git('checkout', '--quiet', 'main');
    await commit(shop, 'main', { 'api.mjs': apiOf(1) });
    const clone = await cloned(shop, 'feature');
    const { exitCode, all } = await gate(clone);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
    const junit = await readFile(join(clone, 'reports', 'gate', 'junit.xml'), 'utf8');
    expect(elementsOf(junit)).toContain('testcase');
    expect(elementsOf(junit)).not.toContain('failure');
  }, 120_000);

  test('gives up, with no code that a regression has, where it cannot begin', async () => {
    await using shop = await origin();
    const clone = await cloned(shop, 'main');
    const unknown = await gate(clone, { BASE_BRANCH: 'trunk' });
    expect(unknown.exitCode).toBe(2);
    expect(unknown.all).toContain('gate.sh: origin has no branch trunk');
    const elsewhere = await gate(clone, { REMOTE: 'upstream' });
    expect(elsewhere.exitCode).toBe(2);
    await rm(join(clone, 'node_modules'), { recursive: true });
    const bare = await gate(clone);
    expect(bare.exitCode).toBe(2);
    expect(bare.all).toContain('gate.sh: intowork-bench is not installed here; run npm ci first.');
  }, 120_000);
});
