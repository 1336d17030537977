import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageHere, programs } from '../support/programs.ts';
import { bench } from './host.ts';

test('bench clean shows what is kept, removes that, and leaves what is not ours', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'bench-clean-'));
  await mkdir(join(cache, 'k6'));
  await writeFile(join(cache, 'k6', 'k6'), 'x'.repeat(2_000_000));
  await writeFile(join(cache, 'somebody-elses'), 'x');
  try {
    const shown = await bench(['clean', '--dry-run', '--cache', cache], cache);
    expect(shown).toMatchObject({ exit: 0, stdout: expect.stringMatching(/kept +2\.0 MB .*k6/) });
    expect(await readdir(cache)).toEqual(['k6', 'somebody-elses']);

    const removed = await bench(['clean', '--cache', cache], cache);
    expect(removed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/removed +2\.0 MB .*k6/) });
    expect(await readdir(cache)).toEqual(['somebody-elses']);

    expect((await bench(['clean', '--cache', cache], cache)).stdout).toMatch(/nothing of ours/);
  } finally {
    await rm(cache, { recursive: true });
  }
});

test('bench clean removes what killed gates had checked out, and nothing that a living one has', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'bench-clean-'));
  const worktrees = join(cache, 'worktrees');
  // Process ids end well below this one.
  const [dead, living] = ['99999999-0123456789ab', `${process.pid}-0123456789ab`];
  const packages = join(cache, 'somebody-elses');
  await mkdir(packages);
  await writeFile(join(packages, 'package.json'), '{}');
  try {
    for (const name of [dead, living]) await mkdir(join(worktrees, name), { recursive: true });
    await symlink(packages, join(worktrees, dead, 'node_modules'), 'dir');
    expect((await bench(['clean', '--cache', cache], cache)).stdout).toMatch(/nothing of ours/);
    expect((await readdir(worktrees)).toSorted()).toEqual([living, dead].toSorted());

    await rm(join(worktrees, living), { recursive: true });
    const removed = await bench(['clean', '--cache', cache], cache);
    expect(removed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/removed .*worktrees/) });
    expect(await readdir(cache)).toEqual(['somebody-elses']);
    expect(await readdir(packages)).toEqual(['package.json']);
  } finally {
    await rm(cache, { recursive: true });
  }
});

test.each([
  ['a server here', 'postgres://u:geheim@127.0.0.1:6543/x', /✓ DATABASE_URL +is set: .* 127\.0\.0\.1:6543/],
  [
    'one elsewhere',
    'postgres://u:geheim@db.example.com/x',
    /✗ DATABASE_URL +.*db\.example\.com.*\n.*--allow-remote/,
  ],
  ['what is none', 'geheim', /✗ DATABASE_URL +.*cannot be read/],
])('bench doctor says where DATABASE_URL leads, and not the password: %s', async (_, url, said) => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-doctor-'));
  try {
    const { stdout } = await bench(['doctor', '--cache', join(folder, 'cache')], folder, {
      DATABASE_URL: url,
    });
    expect(stdout).toMatch(said);
    expect(stdout).not.toContain('geheim');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('bench doctor says that a cache cannot be written, and goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-doctor-'));
  const file = join(folder, 'file');
  await writeFile(file, '');
  try {
    const { exit, stdout } = await bench(['doctor', '--cache', join(file, 'cache')], folder);
    expect(stdout).toMatch(/✗ cache .*cannot be written.*\n.*--cache/);
    expect(stdout).toMatch(/git/);
    expect(exit).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('bench doctor says of an image of k6 when it would be used', async () => {
  await using place = await programs({ docker: imageHere });
  const cache = join(place.folder, 'cache');
  const { stdout } = await bench(['doctor', '--cache', cache], place.folder, { PATH: place.folder });
  expect(stdout).toMatch(
    /– k6 +none is on PATH; .*; the container image 2\.2\.0 is here\n.*where neither works/,
  );
});

test('bench doctor says what is missing, and what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-doctor-'));
  try {
    const { exit, stdout } = await bench(['doctor', '--cache', join(folder, 'cache')], folder);
    expect(stdout).toMatch(/✓ Node\.js +\d+/);
    expect(stdout).toMatch(/✓ PostgreSQL +15\./);
    expect(stdout).toMatch(/✗ suite .*\n +.+/);
    expect(exit).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});
