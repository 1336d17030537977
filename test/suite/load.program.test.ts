import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors.ts';
import { loadSuite } from '../../src/suite/load.ts';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

const module = { 'package.json': '{ "type": "module" }' };

async function folderWith(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intowork-bench-suite-'));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...module, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A suite that fits, in JavaScript that is TypeScript too. */
const sound = `{
  name: 'shop', title: 'Shop',
  dataset: {
    schema: './schema.sql', constraints: './schema.sql', now: '2026-01-06T12:00:00Z', scales: { default: 1 },
    tables: { orders: { columns: ['id'], rows: () => 1, row: (index) => [index] } },
  },
  experiments: [{
    id: 'shop/orders', title: 'Orders', source: '§1', parameters: { any: [{}] }, answers: 'same rows',
    variants: { before: { run: async () => 1 }, after: { run: async () => 1 } },
  }],
}`;
const schema = { 'schema.sql': 'SELECT 1;' };
const config = { ...schema, 'bench.config.ts': `export default ${sound};` };

/** What goes wrong, without the folder's name. */
async function trouble(path: string): Promise<Pick<BenchError, 'code' | 'message' | 'remedy' | 'exit'>> {
  const error: unknown = await loadSuite(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BenchError)) throw new Error(`expected a BenchError, got ${String(error)}`);
  return error;
}

describe('loadSuite finds', () => {
  test.each<[what: string, files: Files, path: string, config: string]>([
    ['the configuration of a folder', config, '.', 'bench.config.ts'],
    ['a file by its name', { ...schema, 'other.ts': `export default ${sound};` }, 'other.ts', 'other.ts'],
    ['JavaScript', { ...schema, 'bench.config.mjs': `export default ${sound};` }, '.', 'bench.config.mjs'],
    [
      'TypeScript that imports TypeScript, and types that node does not strip',
      {
        ...schema,
        'suite.ts': `enum Rows { one = 1 }\nexport const suite = { ...${sound}, title: String(Rows.one) };`,
        'bench.config.ts': `import { suite } from './suite.ts';\nexport default suite as object;`,
      },
      '.',
      'bench.config.ts',
    ],
    ['TypeScript where the package is CommonJS', { ...config, 'package.json': '{}' }, '.', 'bench.config.ts'],
  ])('%s', async (_, files, path, config) => {
    const folder = await folderWith(files);
    const loaded = await loadSuite(join(folder, path));
    expect(loaded).toMatchObject({ config: join(folder, config), folder, suite: { name: 'shop' } });
  });
});

describe('loadSuite refuses', () => {
  test.each<[what: string, files: Files, code: string, message: string | RegExp]>([
    ['a folder without one', {}, 'config-missing', /^There is no bench\.config\.ts in \//],
    [
      'a mistake in its syntax, with the place',
      { 'bench.config.ts': 'export default {\n  name: const,\n};' },
      'config-does-not-load',
      'bench.config.ts does not load: Unexpected "const" (at bench.config.ts:2:8).',
    ],
    [
      'a mistake in the syntax of a file that it imports',
      { 'bench.config.ts': `import './bench/jobs.ts';`, 'bench/jobs.ts': 'export default {{' },
      'config-does-not-load',
      /\(at bench\/jobs\.ts:1:\d+\)\.$/,
    ],
    [
      'code that throws, with the place and without the stack',
      { 'bench.config.ts': '\nthrow new Error("no such thing");' },
      'config-does-not-load',
      // Which line it is, only a process without vitest's own view of stacks can tell.
      /^bench\.config\.ts does not load: no such thing \(at bench\.config\.ts:\d+:\d+\)\.$/,
    ],
    [
      'code that throws something else',
      { 'bench.config.ts': 'throw "up";' },
      'config-does-not-load',
      'bench.config.ts does not load: up.',
    ],
    [
      'an import that is not there',
      { 'bench.config.ts': `import './nowhere.ts';` },
      'config-does-not-load',
      /does not load: Cannot find module .*nowhere\.ts/,
    ],
    [
      'a package that is not installed',
      { 'bench.config.ts': `import 'no-such-package';` },
      'config-does-not-load',
      /does not load: Cannot find package 'no-such-package'/,
    ],
    [
      'no default export',
      { 'bench.config.ts': 'export const a = 1;' },
      'config-without-default',
      'bench.config.ts exports no suite.',
    ],
    [
      'what is no suite, with the place',
      { ...config, 'bench.config.ts': `export default { ...${sound}, name: 'My Shop' };` },
      'config-does-not-fit',
      'bench.config.ts is not a suite: name: must be lower-case letters, digits and dashes.',
    ],
    [
      'a reference to what is not there',
      { 'bench.config.ts': `export default ${sound};` },
      'config-does-not-fit',
      /dataset\.schema: there is no file \.\/schema\.sql beside the suite; dataset\.constraints: /,
    ],
  ])('%s', async (_, files, code, message) => {
    const error = await trouble(await folderWith(files));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
    expect(error.exit).toBe(2);
  });

  test('a file that does not exist', async () => {
    expect(await trouble('/nowhere/bench.config.ts')).toMatchObject({ code: 'config-missing' });
  });
});
