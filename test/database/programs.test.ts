import { mkdtemp, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installedPrograms, makeLinks } from '../../src/database/programs.ts';

test('links that npm’s postinstall did not make are made, those that it made are kept', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bench-links-'));
  const lib = join(home, 'native', 'lib');
  await mkdir(lib, { recursive: true });
  await writeFile(join(lib, 'libpq.so.5.15'), 'the library');
  await symlink('libpq.so.5.15', join(lib, 'libpq.so'));
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.15',
    target: `native/lib/${name}`,
  }));
  await writeFile(join(home, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  await makeLinks(home);
  expect(await readlink(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.15');
  expect(await readFile(join(lib, 'libpq.so.5'), 'utf8')).toBe('the library');
  await rm(home, { recursive: true });
});

test('npm installed a PostgreSQL 15 for this machine', async () => {
  expect(await installedPrograms()).toMatch(/^15\./);
});
