/** A program that makes a round of load, for tests that kill it: says which process makes it, and what came of it. */
import { readFile } from 'node:fs/promises';
import { autocannonDriver } from '../../../src/load/autocannon.ts';
import { k6Driver } from '../../../src/load/k6.ts';
import type { PreparedTraffic } from '../../../src/load/traffic.ts';
import { k6 } from './k6.ts';

const [kind, url = '', file = ''] = process.argv.slice(2);
const driver = kind === 'k6' && k6 !== null ? k6Driver(k6, process.env) : autocannonDriver(process.env);
const controller = new AbortController();
process.once('SIGINT', () => controller.abort(new Error('interrupted')));

await driver({
  url,
  traffic: JSON.parse(await readFile(file, 'utf8')) as PreparedTraffic,
  file,
  signal: controller.signal,
  onStart: (pid) => process.stdout.write(`pid ${pid}\n`),
}).then(
  () => process.stdout.write('finished\n'),
  (error: Error) => process.stdout.write(`${error.message}\n`),
);
