import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeLock } from '../../src/database/lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a lock is refused while it is held, with the holder’s process id, and free afterwards', async () => {
  const path = join(folder, 'lock');
  {
    await using held = await takeLock(path);
    expect(held).toBeDefined();
    await expect(takeLock(path)).rejects.toMatchObject({
      code: 'cache-busy',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  }
  await using again = await takeLock(path);
  expect(again).toBeDefined();
});

test('a file that nobody answers on is what a killed holder left, and does not hinder', async () => {
  const path = join(folder, 'stale');
  await writeFile(path, '');
  await using lock = await takeLock(path);
  expect(lock).toBeDefined();
});

test('a holder that dies while it is asked holds nothing', async () => {
  const path = join(folder, 'dying');
  const holder = createServer((socket) => {
    socket.destroy();
    holder.close();
  });
  await once(holder.listen(path), 'listening');
  await using lock = await takeLock(path);
  expect(lock).toBeDefined();
});

test('a holder that is silent holds the lock all the same', async () => {
  const path = join(folder, 'silent');
  const holder = createServer((socket) => void socket.resume());
  await once(holder.listen(path), 'listening');
  await expect(takeLock(path, 20)).rejects.toMatchObject({ code: 'cache-busy' });
  holder.close();
});

test('a path that no socket can have is refused with its remedy', async () => {
  await expect(takeLock(join(folder, 'x'.repeat(110)))).rejects.toMatchObject({
    code: 'cache-path-too-long',
    remedy: expect.stringContaining('--cache'),
  });
});
