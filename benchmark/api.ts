import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { freePort } from '../src/database/port.ts';
import type { Server } from '../src/database/server.ts';
import { autocannonDriver } from '../src/load/autocannon.ts';
import { cpuSeconds } from '../src/load/cpu.ts';
import { prepareTraffic } from '../src/load/prepare.ts';
import { startTarget, type RunningTarget } from '../src/load/target.ts';
import { writeTraffic, type PreparedTraffic } from '../src/load/traffic.ts';
import { arrangementsOn } from '../src/measure/arrange.ts';
import { startApis } from '../src/run/apis.ts';
import { RowStream } from '../src/seeding/stream.ts';
import { seedTemplate } from '../src/seeding/seed.ts';
import { parseScale } from '../src/seeding/scale.ts';
import type { LoadedSuite } from '../src/suite/load.ts';
import { median } from './median.ts';

const turns = 5;
const empty = join(import.meta.dirname, 'empty-express.mjs');

/**
 * What the `after` API spends outside the database on its lightest route, against Express answering nothing:
 * CPU of its process per request, measured in turns.
 *
 * @returns the ratio; null where the system does not tell what a process uses
 */
export async function benchmarkApi(server: Server, loaded: LoadedSuite): Promise<number | null> {
  const { suite, folder } = loaded;
  const signal = new AbortController().signal;
  const scale = parseScale('tiny', suite.dataset.scales);
  const { database } = await seedTemplate({
    server,
    ...loaded,
    ...scale,
    seed: 42,
    signal,
    onProgress: () => {},
  });
  await using arrangements = arrangementsOn(server, database, folder, [], signal);
  const targets = Object.entries(suite.targets ?? {}).filter(([id]) => id === 'after');
  const env = process.env;
  await using apis = await startApis({
    targets,
    server,
    arrangements,
    folder,
    env,
    signal,
    onProgress: () => {},
  });
  const [api] = apis.all;
  const scenario = suite.scenarios?.find(({ id }) => id === 'unread-badge');
  if (api === undefined || scenario === undefined)
    throw new TypeError('the suite has no such API or scenario');
  const place = { name: 'express', connectionString: '', port: await freePort(), cwd: folder, env };
  await using bare = await startTarget({ command: [process.execPath, empty] }, place);
  const asked = await prepareTraffic({ ...scenario, round: 3 }, api.draw, new RowStream(42, 1, 0));
  const nothing = {
    ...asked,
    requests: [{ route: 0, method: 'GET', path: '/empty', headers: {}, body: null }],
  };
  const ratios: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const ours = await cpuPerRequest(api.target, asked);
    const theirs = await cpuPerRequest(bare, nothing);
    if (ours === null || theirs === null) return null;
    ratios.push(ours / theirs);
  }
  return median(ratios);
}

/** In seconds. */
async function cpuPerRequest({ url, pid }: RunningTarget, traffic: PreparedTraffic): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), 'intowork-bench-api-'));
  const file = join(folder, 'traffic.json');
  try {
    await writeTraffic(file, traffic);
    const before = cpuSeconds(pid ?? 0);
    const round = await autocannonDriver(process.env)({ url, traffic: { ...traffic, settle: 0 }, file });
    const after = cpuSeconds(pid ?? 0);
    return before === null || after === null ? null : (after - before) / round.total.answered;
  } finally {
    await rm(folder, { recursive: true });
  }
}
