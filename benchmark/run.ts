/**
 * How fast the harness itself is: `npm run benchmark`, or `npm run benchmark seeding timing load api` for some of it.
 * Prints ratios that were measured in one run, each beside what we aim at.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../src/database/cache.ts';
import { openServer } from '../src/database/open.ts';
import { findK6 } from '../src/load/find-k6.ts';
import { loadSuite } from '../src/suite/load.ts';
import { benchmarkApi } from './api.ts';
import { benchmarkLoad } from './load.ts';
import { benchmarkSeeding } from './seeding.ts';
import { benchmarkTiming } from './timing.ts';

const asked = process.argv.slice(2);
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);

function tell(what: string, measured: number | null, aim: string): void {
  const value = measured === null ? 'not measured' : measured.toFixed(3);
  process.stdout.write(`${what.padEnd(64)} ${value.padStart(12)}   aim ${aim}\n`);
}

const cache = join(tmpdir(), `intowork-bench-benchmark-${process.pid}`);
process.once('exit', () => rmSync(cache, { recursive: true, force: true }));
await using server = await openServer({ kind: 'embedded', cache });

if (wanted('timing')) {
  const timing = await benchmarkTiming(server);
  tell('prepared lookup: our median / pgbench average', timing?.ratio ?? null, '≤ 1.3');
  tell(
    'prepared lookup: node-postgres alone / pgbench average',
    timing?.bare ?? null,
    'without the harness, by the application’s clock',
  );
  if (timing === null) process.stdout.write('  pgbench is not on the PATH (Debian: postgresql-15)\n');
}
if (wanted('seeding')) {
  const suite = await loadSuite(join(import.meta.dirname, '..'));
  const { ratio, growth, memory } = await benchmarkSeeding(server, suite);
  tell('seeding: ours / COPY of the same rows from files', ratio.byHand, '≤ 1.5');
  tell('seeding: ours / the same, side by side as ours', ratio.sideBySide, 'the price of making the rows');
  tell('seeding: time per row, large / default', growth, '≤ 1.1');
  tell('seeding: memory, large / default', memory.large / memory.default, 'about 1');
}
if (wanted('load')) {
  const k6 = await findK6({ cache: cacheFolder(process.env), env: process.env });
  const { throughput, p95 } = await benchmarkLoad(k6.found ? k6.k6 : null);
  tell('autocannon: rate through our driver / alone', throughput.autocannon, '≥ 0.95');
  tell('k6: rate through our driver / alone', throughput.k6, '≥ 0.98');
  tell('autocannon: reported p95 / true p95', p95.autocannon, '0.99 … 1.01');
  tell('k6: reported p95 / true p95', p95.k6, '0.99 … 1.01');
}
if (wanted('api')) {
  const ratio = await benchmarkApi(server, await loadSuite(join(import.meta.dirname, '..')));
  tell('reference API: CPU outside the database / an empty Express', ratio, 'small');
}
