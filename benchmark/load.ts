import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { freePort } from '../src/database/port.ts';
import { autocannonDriver } from '../src/load/autocannon.ts';
import type { LoadDriver } from '../src/load/driver.ts';
import type { K6 } from '../src/load/find-k6.ts';
import { k6Driver } from '../src/load/k6.ts';
import { startTarget } from '../src/load/target.ts';
import { writeTraffic, type PreparedTraffic } from '../src/load/traffic.ts';
import { grid } from '../src/record/grid.ts';
import { median } from './median.ts';
import { traffic as trafficRecord } from '../src/record/load-round.ts';

/** What the harness costs a load generator, and how true its times are. */
export interface LoadBenchmark {
  /** Requests per second through our driver, divided by those of the tool alone: at least 0.95, and 0.98 for k6. */
  readonly throughput: { readonly autocannon: number; readonly k6: number | null };
  /** p95 as reported, divided by the truth of a server whose latencies are known: within 1 % of 1. */
  readonly p95: { readonly autocannon: number; readonly k6: number | null };
}

const connections = 8;
/** Many short turns rather than few long ones: what the machine does meanwhile lasts for seconds. */
const seconds = 2;
const turns = 11;
/** One answer in ten takes this long, in seconds, so p95 does. */
const slow = 0.4;

const server = join(import.meta.dirname, '../test/load/support/known-server.mjs');
const script = join(import.meta.dirname, '../src/load/k6/script.ts');
const autocannon = createRequire(import.meta.url).resolve('autocannon');

/**
 * Each tool through its driver and alone, in turns, on the same endpoint of a small server on this machine.
 *
 * @param k6 null leaves its half out
 */
export async function benchmarkLoad(k6: K6 | null): Promise<LoadBenchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'intowork-bench-load-'));
  const place = {
    name: 'known',
    connectionString: '',
    port: await freePort(),
    cwd: folder,
    env: process.env,
  };
  await using target = await startTarget({ command: [process.execPath, server] }, place);
  const run = { url: target.url, folder };
  const ours = autocannonDriver(process.env);
  const theirs = k6 === null ? null : k6Driver(k6, process.env);
  try {
    return {
      throughput: {
        autocannon: await inTurns(
          () => rateThrough(ours, run),
          () => rateOfAutocannon(target.url),
        ),
        k6:
          theirs === null
            ? null
            : await inTurns(
                () => rateThrough(theirs, run),
                () => rateOfK6(k6, run),
              ),
      },
      p95: {
        autocannon: (await slowTime(ours, run)) / slow,
        k6: theirs === null ? null : (await slowTime(theirs, run)) / slow,
      },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where the server is, and where files may be put. */
interface Place {
  readonly url: string;
  readonly folder: string;
}

async function inTurns(a: () => Promise<number>, b: () => Promise<number>): Promise<number> {
  const ratios: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    // Whoever is second finds a warmer server.
    const [first, second] = turn % 2 === 0 ? [a, b] : [b, a];
    const [x, y] = [await first(), await second()];
    ratios.push(turn % 2 === 0 ? x / y : y / x);
  }
  return median(ratios);
}

async function rateThrough(driver: LoadDriver, { url, folder }: Place): Promise<number> {
  const traffic = over('/at-once');
  const round = await driver({ url, traffic, file: await written(folder, traffic) });
  return round.total.answered / round.seconds;
}

async function slowTime(driver: LoadDriver, { url, folder }: Place): Promise<number> {
  const traffic = over(`/nine-in-ten/20/${slow * 1000}`);
  const { total } = await driver({ url, traffic, file: await written(folder, traffic) });
  return total.service?.quantiles[grid.indexOf(0.95)] ?? Number.NaN;
}

async function rateOfAutocannon(url: string): Promise<number> {
  const flags = ['--connections', `${connections}`, '--duration', `${seconds}`, '--json', '--no-progress'];
  const { stdout } = await execa(process.execPath, [autocannon, ...flags, `${url}/at-once`]);
  const { requests, duration } = JSON.parse(stdout) as { requests: { total: number }; duration: number };
  return requests.total / duration;
}

async function rateOfK6(k6: K6 | null, { url, folder }: Place): Promise<number> {
  if (k6?.kind !== 'program') return Number.NaN;
  const result = join(folder, 'alone.json');
  const file = await written(folder, over('/at-once'));
  const env = { TRAFFIC: file, BASE_URL: url, RESULT: result };
  const flags = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  await execa(k6.path, ['run', '--quiet', '--no-usage-report', ...flags, script]);
  const { total, seconds } = trafficRecord.parse(JSON.parse(await readFile(result, 'utf8')));
  return total.answered / seconds;
}

function over(path: string): PreparedTraffic {
  return {
    scenario: 'benchmark',
    pacing: { kind: 'saturation', connections },
    seconds,
    settle: 0.5,
    timeout: 5,
    routes: [{ name: 'only', expect: [200] }],
    requests: [{ route: 0, method: 'GET', path, headers: {}, body: null }],
  };
}

async function written(folder: string, traffic: PreparedTraffic): Promise<string> {
  const file = join(folder, 'traffic.json');
  await writeTraffic(file, traffic);
  return file;
}
