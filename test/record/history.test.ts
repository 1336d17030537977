import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendHistory, readHistory } from '../../src/record/history-file.ts';
import { anEntry, aQuery } from '../support/history.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-history-'));
  file = join(folder, 'reports', 'history.jsonl');
  await mkdir(join(folder, 'reports'));
});
afterEach(() => rm(folder, { recursive: true }));

const first = anEntry();
const second = anEntry({ run: 'another', commit: null, data: null, subjects: [aQuery({ times: {} })] });

describe('a history', () => {
  test('is read as it was written, one run in each line', async () => {
    await rm(join(folder, 'reports'), { recursive: true });
    await appendHistory(file, [first]);
    await appendHistory(file, [second]);
    expect(await readHistory(file)).toEqual([first, second]);
    expect((await readFile(file, 'utf8')).split('\n')).toEqual([
      JSON.stringify(first),
      JSON.stringify(second),
      '',
    ]);
  });

  test('is null where there is none, and empty where the file is', async () => {
    expect(await readHistory(file)).toBeNull();
    await writeFile(file, '');
    expect(await readHistory(file)).toEqual([]);
  });

  test('goes on in a line of its own where somebody left the last one open, or left empty ones', async () => {
    await writeFile(file, `\n${JSON.stringify(first)}`);
    await appendHistory(file, [second]);
    expect(await readHistory(file)).toEqual([first, second]);
  });

  test('may have more in it than this version knows', async () => {
    await writeFile(file, `${JSON.stringify({ ...first, weather: 'fine' })}\n`);
    expect(await readHistory(file)).toEqual([first]);
  });
});

describe('a line that cannot be read', () => {
  const { run: _, ...withoutRun } = first;

  test.each([
    ['is cut off', JSON.stringify(first).slice(0, 80), 'it is not JSON'],
    ['is no object', '[]', /the whole: .*object/],
    ['is no run', 'null', /the whole: .*object/],
    ['lacks something', JSON.stringify(withoutRun), /run: /],
    [
      'has a time below nothing',
      JSON.stringify(
        anEntry({ subjects: [aQuery({ times: { p50: { estimate: -1, low: null, high: null } } })] }),
      ),
      /subjects\.0\.times\.p50\.estimate: /,
    ],
    [
      'has a metric that nobody knows',
      JSON.stringify(first).replace('"buffers"', '"miles"'),
      /subjects\.0\.counts: .*miles/,
    ],
  ])('%s: the problem names file and line', async (_, line, trouble) => {
    await writeFile(file, `${JSON.stringify(first)}\n\n${line}\n`);
    const problem = await readHistory(file).then(
      () => null,
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ code: 'history-line', exit: 2 });
    expect(String(problem)).toContain(`${file}:3 is no run`);
    expect(String(problem)).toMatch(trouble);
  });

  test('is of another version: the problem says which', async () => {
    await writeFile(file, `${JSON.stringify(first)}\n{"version":99,"anything":true}\n`);
    await expect(readHistory(file)).rejects.toMatchObject({
      code: 'history-version',
      message: `${file}:2 has version 99, and this program reads version 1.`,
    });
  });

  test('is in a folder and no file', async () => {
    await expect(readHistory(folder)).rejects.toMatchObject({ code: 'history-unreadable' });
    await expect(appendHistory(folder, [first])).rejects.toMatchObject({ code: 'history-unreadable' });
  });

  test('cannot be written: the problem says why', async () => {
    await writeFile(file, '');
    await expect(appendHistory(join(file, 'below-a-file'), [first])).rejects.toMatchObject({
      code: 'history-unwritable',
      exit: 2,
    });
  });
});
