import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeRun } from '../../src/record/file.ts';
import { readHistory } from '../../src/record/history-file.ts';
import type { Run } from '../../src/record/run.ts';
import { anEntry } from '../support/history.ts';
import { aClass, aDataset, anExperiment, aRun, steadyRounds } from '../support/record.ts';
import { bench } from './host.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-history-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The run of a day in January, which took so many seconds; saved where runs are. */
async function saved(day: number, seconds: number, different: Partial<Run> = {}): Promise<string> {
  const at = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
  const run = aRun({
    id: `${at.slice(0, 19).replaceAll(':', '-')}-abc1234`,
    startedAt: at,
    dataset: aDataset(),
    experiments: [
      anExperiment({ classes: [aClass({ rounds: steadyRounds(8, { before: 0.02, after: seconds }) })] }),
    ],
    ...different,
  });
  const path = join('reports', 'runs', run.id, 'run.json');
  await writeRun(join(folder, path), run);
  return path;
}

function history(...args: readonly string[]) {
  return bench(['history', ...args], folder);
}

describe('bench history add', () => {
  test('adds the newest run, and says so', async () => {
    await saved(1, 0.01);
    await saved(2, 0.01);
    expect(await history('add')).toEqual({
      exit: 0,
      stderr: '',
      stdout: '2026-01-02T12-00-00-abc1234: added\nreports/history.jsonl has 1 run.\n',
    });
  });

  test('adds the runs that are named, to the file that is named, and none twice', async () => {
    const [one, two] = [await saved(1, 0.01), await saved(2, 0.01)];
    await history('add', one, '--file', 'kept/history.jsonl');
    const { exit, stdout } = await history('add', two, one, two, '--file', 'kept/history.jsonl');
    expect(exit).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      '2026-01-02T12-00-00-abc1234: added',
      '2026-01-01T12-00-00-abc1234: there already',
      '2026-01-02T12-00-00-abc1234: there already',
      'kept/history.jsonl has 2 runs.',
    ]);
    const entries = await readHistory(join(folder, 'kept', 'history.jsonl'));
    expect(entries?.map(({ at }) => at.slice(0, 10))).toEqual(['2026-01-01', '2026-01-02']);
  });

  test('adds nothing where one of the runs cannot be read', async () => {
    const one = await saved(1, 0.01);
    const { exit, stderr } = await history('add', one, 'missing.json');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/missing\.json cannot be read/);
    expect(await readdir(join(folder, 'reports'))).toEqual(['runs']);
  });
});

describe('bench history', () => {
  beforeEach(async () => {
    // Twice as fast from the eleventh on.
    const days = Array.from({ length: 20 }, (_, i) => i + 1);
    const paths = await Promise.all(days.map((day) => saved(day, day <= 10 ? 0.012 : 0.005)));
    await history('add', ...paths);
  });

  test('shows a table and draws a picture, with the place where it changed', async () => {
    const { exit, stdout, stderr } = await history();
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('shop · scale tiny · 20 runs · 2026-01-01 … 2026-01-20');
    expect(stdout).toMatch(
      /orders\/list:after:typical\n +p50 +12[.\d]*ms +5[.\d]*ms +█+▁+ +abc1234 2\.4× faster/,
    );
    expect(stdout).toMatch(/For looking, not for gating/);
    expect(stdout).toContain('Picture: reports/history.svg');
    expect(await readFile(join(folder, 'reports', 'history.svg'), 'utf8')).toContain('2.4× faster');
    expect((await history('show')).stdout).toBe(stdout);
  });

  test('shows what is asked for, where it is asked for', async () => {
    const { stdout } = await history('--only', '*/list:before', '--last', '5', '--svg', 'pictures/a.svg');
    expect(stdout).toContain('5 runs · 2026-01-16 … 2026-01-20');
    expect(stdout).not.toContain('orders/list:after');
    expect(stdout).toContain('Picture: pictures/a.svg');
    expect(await readFile(join(folder, 'pictures', 'a.svg'), 'utf8')).not.toContain('orders/list:after');
  });

  test('says how much more there is', async () => {
    const { stdout } = await history('--most', '1');
    expect(stdout).toMatch(/1 more series: --most shows more/);
  });

  test('leaves runs of other data out, and says so', async () => {
    await history('add', await saved(21, 0.005, { dataset: aDataset({ scale: 'default' }) }));
    const { stdout } = await history();
    expect(stdout).toMatch(/scale default · 1 run · 2026-01-21\n/);
    expect(stdout).toMatch(/20 runs left out/);
  });
});

/** What is typed, what is said of it, and a word of the remedy. */
const misuses: readonly (readonly [typed: string, sentence: RegExp, remedy: RegExp])[] = [
  ['', /no history in reports\/history\.jsonl/, /bench history add/],
  ['--file elsewhere.jsonl', /no history in elsewhere\.jsonl/, /--file/],
  ['--file empty.jsonl', /No run is in the history of empty\.jsonl/, /bench history add/],
  ['--file broken.jsonl', /broken\.jsonl:2 is no run: it is not JSON/, /remove that line/],
  ['add run.json --file broken.jsonl', /broken\.jsonl:2 is no run: it is not JSON/, /remove that line/],
  ['--file tomorrow.jsonl', /tomorrow\.jsonl:1 has version 99/, /--file/],
  ['--file .', /cannot be read/, /JSON lines/],
  ['--file one.jsonl --only orders/lost', /No series of the history matches "orders\/lost"/, /orders\/list/],
  ['--file one.jsonl --svg one.jsonl/a.svg', /one\.jsonl\/a\.svg cannot be written/, /--svg/],
  ['--last none', /--last.*between 1 and 9999/, /--help/],
  ['--most 0', /--most.*between 1 and 9999/, /--help/],
  ['draw', /too many arguments/i, /--help/],
  ['add', /no saved run/, /bench compare/],
  ['add one.jsonl', /one\.jsonl is no record of a run/, /run\.json/],
  ['add nothing.json', /nothing\.json has nothing that a trend could be made of/, /further/],
  ['add run.json --file one.jsonl/below', /one\.jsonl\/below/, /--file|JSON lines/],
];

describe('misuse', () => {
  beforeEach(async () => {
    await writeFile(join(folder, 'empty.jsonl'), '\n');
    await writeFile(join(folder, 'one.jsonl'), `${JSON.stringify(anEntry())}\n`);
    await writeFile(join(folder, 'broken.jsonl'), `${JSON.stringify(anEntry())}\n{"version":1,\n`);
    await writeFile(join(folder, 'tomorrow.jsonl'), '{"version":99}\n');
    await writeRun(join(folder, 'nothing.json'), aRun());
    const timed = aClass({ rounds: steadyRounds(8, { before: 0.02, after: 0.01 }) });
    await writeRun(join(folder, 'run.json'), aRun({ experiments: [anExperiment({ classes: [timed] })] }));
    await mkdir(join(folder, 'reports'));
  });

  test.each(misuses)(
    'bench history %s: a sentence, a remedy, exit code 2',
    async (typed, sentence, remedy) => {
      const files = await Promise.all(
        ['one.jsonl', 'broken.jsonl'].map((name) => readFile(join(folder, name), 'utf8')),
      );
      const { exit, stdout, stderr } = await history(...typed.split(' ').filter((word) => word !== ''));
      const [first = '', ...rest] = stderr.trimEnd().split('\n');
      expect(first).toMatch(/^bench: .*\.$/);
      expect(first).toMatch(sentence);
      expect(rest.join('\n')).toMatch(remedy);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(
        await Promise.all(['one.jsonl', 'broken.jsonl'].map((name) => readFile(join(folder, name), 'utf8'))),
      ).toEqual(files);
    },
  );

  test.each([['--help'], ['add', '--help'], ['show', '--help']])(
    'bench history %s ends with examples and fits into 100 columns',
    async (...args) => {
      const { exit, stdout } = await history(...args);
      expect(exit).toBe(0);
      expect(stdout).toMatch(/\$ bench history/);
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    },
  );
});
