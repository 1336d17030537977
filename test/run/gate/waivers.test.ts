import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readWaivers, readWaiversBeside, refuseUnmatched } from '../../../src/run/gate/waivers.ts';

const today = '2026-01-31';
const sound = {
  id: 'route:checkout/pay:p95',
  reason: 'the new tax rules; repaired by the rewrite in March',
  author: 'Ada',
  expires: '2026-03-31',
};

let root: string;
let folder: string;
let path: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'bench-waivers-'))));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'suite-'));
  path = join(folder, 'bench.waivers.json');
});
afterAll(() => rm(root, { recursive: true }));

describe('a file of waivers', () => {
  test.each<[what: string, waivers: readonly object[]]>([
    ['has none', []],
    ['has one', [sound]],
    ['has several', [sound, { ...sound, id: 'query:orders/recent:rare:buffers' }]],
    ['has one that holds for the last day', [{ ...sound, expires: today }]],
  ])('%s', async (_, waivers) => {
    await writeFile(path, JSON.stringify(waivers));
    expect(await readWaivers(path, today)).toEqual(waivers);
    expect(await readWaiversBeside(folder, today)).toEqual(waivers);
  });

  test.each<[what: string, text: string, code: string, words: RegExp]>([
    ['no JSON', '[{ id: 1 }]', 'waivers-do-not-fit', /it is not JSON/],
    ['no list', JSON.stringify(sound), 'waivers-do-not-fit', /the whole: .*array/],
    [
      'an author missing',
      JSON.stringify([sound, { ...sound, author: undefined }]),
      'waivers-do-not-fit',
      / \[1\]\.author: /,
    ],
    [
      'nobody who answers for it',
      JSON.stringify([{ ...sound, author: '' }]),
      'waivers-do-not-fit',
      /\[0\]\.author: must not be empty/,
    ],
    [
      'no reason',
      JSON.stringify([{ ...sound, reason: '' }]),
      'waivers-do-not-fit',
      /\[0\]\.reason: must not be empty/,
    ],
    [
      'a day that there is not',
      JSON.stringify([{ ...sound, expires: '2026-02-30' }]),
      'waivers-do-not-fit',
      /\[0\]\.expires: /,
    ],
    [
      'a word too many',
      JSON.stringify([{ ...sound, until: 'March' }]),
      'waivers-do-not-fit',
      /\[0\]: .*"until"/,
    ],
    [
      'the same check twice',
      JSON.stringify([sound, sound]),
      'waivers-do-not-fit',
      /\[1\] is for route:checkout\/pay:p95, as \[0\] is/,
    ],
    [
      'one that held until yesterday',
      JSON.stringify([sound, { ...sound, id: 'x', expires: '2026-01-30' }]),
      'waiver-expired',
      /of Ada for x held until 2026-01-30/,
    ],
  ])('%s: refused', async (_, text, code, words) => {
    await writeFile(path, text);
    for (const read of [() => readWaivers(path, today), () => readWaiversBeside(folder, today)])
      await expect(read()).rejects.toMatchObject({
        code,
        exit: 2,
        message: expect.stringMatching(words) as string,
      });
  });

  test('is not there: an error where it was named, and no waivers where it was not', async () => {
    await expect(readWaivers(path, today)).rejects.toMatchObject({
      code: 'waivers-unreadable',
      message: `The waivers cannot be read from ${path}: there is no such file.`,
    });
    expect(await readWaiversBeside(folder, today)).toEqual([]);
  });

  test('is there and cannot be read: an error in both cases', async () => {
    await mkdir(path);
    for (const read of [() => readWaivers(path, today), () => readWaiversBeside(folder, today)])
      await expect(read()).rejects.toMatchObject({
        code: 'waivers-unreadable',
        message: expect.stringContaining('EISDIR') as string,
      });
  });
});

test('waivers are for checks that there are, and the nearest are named where one is not', () => {
  const ids = ['query:orders/recent:rare:buffers', 'route:checkout/pay:p50', 'route:checkout/pay:p95'];
  expect(() => refuseUnmatched([], ids)).not.toThrow();
  expect(() => refuseUnmatched([sound], ids)).not.toThrow();
  expect(() => refuseUnmatched([sound, { ...sound, id: 'route:checkout/pay:p59' }], ids)).toThrow(
    expect.objectContaining({
      code: 'waiver-unmatched',
      remedy: expect.stringMatching(/one of route:checkout\/pay:p5/) as string,
    }),
  );
});
