import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../src/database/port.ts';
import { startTarget, type RunningTarget } from '../../../src/load/target.ts';
import { writeTraffic, type PreparedTraffic } from '../../../src/load/traffic.ts';
import { grid } from '../../../src/record/grid.ts';
import type { Distribution, RoundOfLoad } from '../../../src/record/load-round.ts';
import type { Random } from '../../../src/suite/random.ts';
import type { Target } from '../../../src/suite/target.ts';
import { uniform } from '../../support/random.ts';

export function seeded(seed = 1): Random {
  return { next: uniform(seed) };
}

/** Traffic over paths, a route for each; `/status/500` is called `status-500`. */
export function trafficOver(paths: readonly string[], more: Partial<PreparedTraffic> = {}): PreparedTraffic {
  return {
    scenario: 'test',
    pacing: { kind: 'saturation', connections: 4 },
    seconds: 1,
    settle: 0.2,
    timeout: 2,
    routes: paths.map((path) => ({ name: path.slice(1).replaceAll('/', '-'), expect: [200] })),
    requests: paths.map((path, route) => ({ route, method: 'GET', path, headers: {}, body: null })),
    ...more,
  };
}

/** A folder and a file for the traffic, which vanish at the end of their block. */
export async function trafficFile(
  traffic: PreparedTraffic,
): Promise<{ readonly file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-load-test-'));
  const file = join(folder, 'traffic.json');
  await writeTraffic(file, traffic);
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The server in `known-server.mjs`, or another target in its place. */
export async function knownServer(target: Partial<Target> = {}): Promise<RunningTarget> {
  const known: Target = { command: [process.execPath, join(import.meta.dirname, 'known-server.mjs')] };
  return startTarget(
    { ...known, ...target },
    {
      name: 'known',
      connectionString: 'postgres://nobody@127.0.0.1/nothing',
      port: await freePort(),
      cwd: import.meta.dirname,
      env: process.env,
    },
  );
}

export function quantile(distribution: Distribution | null, probability: number): number {
  return distribution?.quantiles[grid.indexOf(probability)] ?? Number.NaN;
}

/** A round as a driver tells of it, in which nothing went wrong. */
export function goodRound(more: Partial<RoundOfLoad> = {}): RoundOfLoad {
  const times = { count: 1_000, mean: 0.01, quantiles: grid.map((probability) => 0.02 * probability) };
  const total = { answered: 1_000, mishaps: {}, service: times, scheduled: times };
  return {
    startedAt: 1_800_000_000,
    seconds: 3,
    dropped: 0,
    bytes: 100_000,
    total,
    routes: [{ name: 'only', ...total }],
    timeline: [],
    pacing: { kind: 'rate', rate: 333 },
    asked: { seconds: 3, rate: 333 },
    generator: { driver: 'k6', version: '2.2.0', cpu: 0.2, room: 1 },
    ...more,
  };
}

/** Whether a process lives; one that has ended but was not waited for does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
