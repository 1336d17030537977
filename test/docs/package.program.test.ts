import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

test('the package contains what the documentation names as published', async () => {
  const cwd = join(import.meta.dirname, '../..');
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd });
  const [packed] = JSON.parse(stdout) as readonly { readonly files: readonly { readonly path: string }[] }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(paths).toEqual(
    expect.arrayContaining([
      'docs/gate.md',
      'docs/gate.schema.json',
      'docs/ci/github-gate.yml',
      'action.yml',
    ]),
  );
});
