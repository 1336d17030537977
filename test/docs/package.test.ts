import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly files: string[];
};

/** Read from the list and not asked of `npm pack`, which takes seconds. */
test.each(['docs/gate.md', 'docs/gate.schema.json', 'docs/ci/github-gate.yml', 'action.yml'])(
  'the package contains what the documentation names as published: %s',
  (path) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(files.some((entry) => path === entry || path.startsWith(`${entry}/`))).toBe(true);

    const folders = ['.', 'docs', 'docs/ci'];
    expect(folders.filter((folder) => existsSync(join(root, folder, '.npmignore')))).toEqual([]);
  },
);

test('the package takes nothing out of what is published', () => {
  expect(files.filter((entry) => entry.startsWith('!'))).toEqual([]);
});
