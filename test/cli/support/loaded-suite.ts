import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { run as runSchema, type Run } from '../../../src/record/run.ts';
import { k6 } from '../../load/support/k6.ts';
import { bench, type Said } from '../host.ts';

/* A suite of a few lines, whose APIs answer as we tell them to, and `bench load` on it. */

const repository = join(import.meta.dirname, '../../..');
const known = join(repository, 'test/load/support/known-server.mjs');

export const two = 'before: known, after: known';

/** What else may be different. */
export interface Details {
  /** One for each test file: they run side by side on one server, and tell their databases apart by it. */
  readonly name?: string;
  /** How much is asked for, and for how long before it counts. */
  readonly load?: string;
  /** Of a request, in seconds. */
  readonly timeout?: number;
}

/**
 * @param targets the programs of the APIs
 * @param paths what the scenario asks for
 */
export function suite(
  targets: string,
  paths: readonly string[] = ['/after/20'],
  { name = 'loaded', load = 'saturation: 4, settle: 0.1', timeout = 1 }: Details = {},
): string {
  return `
import { defineSuite, defineTable, sql } from ${JSON.stringify(join(repository, 'src/index.ts'))};
const node = process.execPath;
const known = { command: [node, ${JSON.stringify(known)}] };
const orders = defineTable({ columns: ['id'], rows: () => 10, row: (index) => [index + 1] });
export default defineSuite({
  name: '${name}',
  title: 'Loaded',
  dataset: {
    schema: sql\`CREATE TABLE orders (id int)\`, constraints: sql\`ALTER TABLE orders ADD PRIMARY KEY (id)\`,
    now: '2026-01-01T00:00:00Z', scales: { default: 1 }, tables: { orders },
  },
  experiments: [
    { id: 'orders/one', title: 'One', source: 'a test', parameters: { all: [{}] }, answers: 'same rows', variants: { before: { run: sql\`SELECT 1\` }, after: {} } },
  ],
  targets: { ${targets} },
  scenarios: [
    {
      id: 'look', title: 'Looking', ${load}, round: 1, warmUp: 0, duration: 1, timeout: ${timeout},
      requests: [${paths.map((path, i) => `{ name: 'r${i}', get: ${JSON.stringify(path)}, parameters: { id: sql\`SELECT id FROM orders\` } }`).join(', ')}],
    },
  ],
});
`;
}

/** With the k6 of this machine on PATH, since the cache of these tests has none. */
export const environment: Readonly<Record<string, string>> = {
  ...(process.env as Record<string, string>),
  ...(k6?.kind === 'program' ? { PATH: `${dirname(k6.path)}:${process.env['PATH']}` } : {}),
};

/** Puts the suite where the program looks for it, and takes away what an earlier run of it left. */
export async function placeSuite(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'bench.config.ts'), text);
  await rm(join(folder, 'reports', 'runs'), { recursive: true, force: true });
}

/** The arguments for a run on the server that all tests share. */
export function onTestServer(folder: string, args: readonly string[]): readonly string[] {
  return [...args, '--database-url', inject('databaseUrl'), '--cache', join(folder, 'cache')];
}

/** The record of the run that was made last; null where there is none. */
export async function lastRun(folder: string): Promise<Run | null> {
  const runs = join(folder, 'reports', 'runs');
  const [id] = await readdir(runs).catch(() => []);
  if (id === undefined) return null;
  return runSchema.parse(JSON.parse(await readFile(join(runs, id, 'run.json'), 'utf8')));
}

/** What the program said, and the record that it left. */
export interface Loaded extends Said {
  readonly run: Run | null;
}

/** Runs the program on a suite in a folder, in this process. */
export async function loadIn(
  folder: string,
  text: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = environment,
): Promise<Loaded> {
  await placeSuite(folder, text);
  const said = await bench(onTestServer(folder, args), folder, env);
  return { ...said, run: await lastRun(folder) };
}
