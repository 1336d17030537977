import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRun } from '../../src/record/file.ts';
import { aRun } from '../support/record.ts';
import { aGate } from '../report/gate/fixtures.ts';
import { bench } from './host.ts';

let folder: string;
const index = join(import.meta.dirname, '../../src/index.ts');

const suite = `
import { defineSuite, defineTable, sql } from ${JSON.stringify(index)};
const orders = defineTable({ columns: ['id'], rows: () => 1, row: (index) => [index] });
const run = sql\`SELECT 1\`;
export default defineSuite({
  name: 'shop',
  title: 'Shop',
  dataset: { schema: sql\`SELECT 1\`, constraints: sql\`SELECT 1\`, now: '2026-01-01T00:00:00Z', scales: { tiny: 0.01, default: 1 }, tables: { orders } },
  experiments: [
    { id: 'orders/list', title: 'Orders', source: '§1', parameters: { all: [{}] }, answers: 'same set', variants: { before: { run }, after: {} } },
  ],
});
`;

/** That says no latency limit. */
const scenario = `targets: { api: { command: ['true'] } }, scenarios: [{ id: 'look', title: 'Looking', saturation: 1, requests: [{ name: 'all', get: '/' }] }],`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-cli-'));
  await writeFile(join(folder, 'bench.config.ts'), suite);
  await writeFile(join(folder, 'broken.config.ts'), 'export default {');
  await writeFile(join(folder, 'misfit.config.ts'), suite.replace("'same set'", "'same colour'"));
  await writeFile(
    join(folder, 'unlimited.config.ts'),
    suite.replace('experiments:', `${scenario} experiments:`),
  );
  await writeFile(join(folder, 'not-a-record.json'), '{"format":1}');
  await writeFile(join(folder, 'not-json.json'), 'hello');
  await writeFile(join(folder, 'tomorrow.json'), '{"format":99}');
  await writeRun(join(folder, 'run.json'), aRun());
  await writeRun(join(folder, 'gate.json'), aGate());
});
afterAll(() => rm(folder, { recursive: true }));

/** What is typed, what is said of it, and a word of the remedy. */
const misuses: readonly (readonly [typed: string, sentence: RegExp, remedy: RegExp])[] = [
  ['frobnicate', /Unknown command 'frobnicate'/, /--help/],
  ['compair', /Unknown command 'compair'/, /compare/],
  ['compare --fast', /Unknown option '--fast'/, /--help/],
  ['compare --qick', /Unknown option '--qick'/, /--quick/],
  ['compare --rounds many', /--rounds.*whole number/, /--help/],
  ['compare --rounds 0', /--rounds.*between 1 and 200/, /--help/],
  ['compare --seed -1', /--seed/, /--help/],
  ['compare --only nothing/*', /nothing/, /orders\/list/],
  ['compare --scale huge', /"huge"/, /tiny, default/],
  ['compare --scale 0x', /"0x"/, /tiny, default/],
  ['compare --config elsewhere.config.ts', /elsewhere\.config\.ts/, /--config/],
  ['compare --config broken.config.ts', /broken\.config\.ts/, /./],
  ['compare --config misfit.config.ts', /experiments\[0\]\.answers/, /./],
  ['compare --database-url nonsense', /URL/, /postgres:/],
  ['compare --database-url postgres://u:geheim@db.example.com/x', /db\.example\.com/, /--allow-remote/],
  ['compare --database-url postgres://u:geheim@127.0.0.1:1/x', /127\.0\.0\.1:1/, /./],
  ['compare --container --database-url postgres://127.0.0.1/x', /cannot be used with/, /--help/],
  ['compare --markdown', /none was named/, /compare A\.json B\.json --markdown/],
  ['compare --markdown --json', /cannot be used with/, /--help/],
  ['compare run.json', /only .*run\.json was named/, /compare A\.json B\.json/],
  ['compare run.json missing.json', /missing\.json cannot be read/, /run\.json/],
  ['compare run.json not-json.json', /not-json\.json is no record.*JSON/, /run\.json/],
  ['capacity', /No scenario of the suite has a latency limit/, /`scenarios` declares/],
  ['capacity --config unlimited.config.ts', /has a latency limit/, /bench capacity look --slo 'p95<100ms'/],
  ['capacity --slo p95<1s --config unlimited.config.ts', /has a latency limit/, /bench capacity look --slo/],
  ['capacity look --config unlimited.config.ts', /"look" has no latency limit/, /--slo/],
  ['report not-a-record.json', /not-a-record\.json is no record/, /run\.json/],
  ['report tomorrow.json', /format version 99/, /version/],
  ['report', /no saved run/, /bench compare/],
  ['report run.json --format junit', /run\.json is not the record of a gate.*"junit"/, /bench gate/],
  ['report run.json --format html', /--format/, /--help/],
  ['plan orders/list', /no saved run/, /bench compare/],
  ['plan orders/missing --run run.json', /orders\/missing/, /./],
  ['setup k7', /k7/, /--help/],
  ['plan', /missing required argument 'experiment'/i, /--help/],
];

for (const [typed, sentence, remedy] of misuses) {
  test(`bench ${typed}: a sentence, a remedy, exit code 2, nothing left behind`, async () => {
    const before = await readdir(folder);
    const { exit, stdout, stderr } = await bench(typed.split(' '), folder);
    const [first = '', ...rest] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/^bench: .*\.$/);
    expect(first).toMatch(sentence);
    expect(rest.join('\n')).toMatch(remedy);
    expect(stderr).not.toMatch(/\n\s+at |geheim/);
    expect(stdout).toBe('');
    expect(exit).toBe(2);
    expect(await readdir(folder)).toEqual(before);
  });
}

test('without a command it says how to get help, on stderr', async () => {
  const { exit, stdout, stderr } = await bench([], folder);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toMatch(/--help/);
});

test('bench list shows what there is', async () => {
  const { exit, stdout } = await bench(['list'], folder);
  expect(exit).toBe(0);
  expect(stdout).toBe('orders/list  Orders\n             §1 · nothing claimed\n');
});

test.each([
  ['terminal', /Reproduce: bench gate/],
  ['markdown', /^### Performance gate: shop/],
  ['json', /"outcome": "invalid"/],
  ['junit', /<error message="Invalid/],
  ['github', /^::error title=Performance gate::Invalid/],
  ['bencher', /^\{/],
  ['benchmark-action', /^\[/],
])('bench report shows a saved gate as %s, judged again', async (format, words) => {
  const { exit, stdout, stderr } = await bench(['report', 'gate.json', '--format', format], folder);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toMatch(words);
});

test('bench compare shows two saved runs in every format, with no database near', async () => {
  for (const [format, start] of [
    [[], /^\n {2}before: /],
    [['--markdown'], /^\*\*No times could be compared/],
    [['--json'], /^\{\n {2}"headline": /],
  ] as const) {
    const { exit, stdout, stderr } = await bench(['compare', 'run.json', 'run.json', ...format], folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(start);
  }
});

test('bench report shows a saved run in every format, with no database near', async () => {
  for (const format of ['terminal', 'markdown', 'json']) {
    const { exit, stdout, stderr } = await bench(['report', 'run.json', '--format', format], folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(50);
  }
});
