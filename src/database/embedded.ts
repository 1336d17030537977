import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BenchError } from '../errors.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { noteClosed, noteOpen, wentDownWhileOpen } from './crash.ts';
import { isDiskFull } from './disk-full.ts';
import { keepServer, type Kept } from './keep.ts';
import { takeLock } from './lock.ts';
import { serverOwner, type Owner } from './owner.ts';
import { freePort, loopback } from './port.ts';
import { endProcesses } from './processes.ts';
import { installPrograms, makeFolder, type Programs } from './programs.ts';
import type { Endpoint, Progress } from './server.ts';
import { asFlags, availableMemory, measuringSettings } from './settings.ts';

/** How often another port is tried when somebody was faster. */
const attempts = 3;

/**
 * Starts the PostgreSQL that came with `npm install`, over data that stays in `cache` between runs.
 * It ends with this program, however that ends: see `keeper.ts`.
 *
 * @throws BenchError `cache-busy`, `cache-path-too-long`, `cache-unreadable`, `disk-full`, `no-embedded-server`,
 *   `server-start-failed`
 */
export async function startEmbedded(cache: string, progress: Progress): Promise<Endpoint> {
  const folder = join(cache, 'postgresql-15');
  await makeFolder(folder);
  const lock = await takeLock(join(folder, 'lock'));
  try {
    return await startLocked(folder, lock, progress);
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw isDiskFull(error) ? new BenchError('disk-full', folder) : error;
  }
}

async function startLocked(folder: string, lock: AsyncDisposable, progress: Progress): Promise<Endpoint> {
  const owner = await serverOwner();
  const programs = await installPrograms(folder);
  const home = join(folder, 'cluster');
  const note = join(folder, 'open');
  // The lock is ours, so whoever still runs over this data was left behind by a run that was killed with its keeper.
  await endProcesses(join(home, 'data'));
  if (await wentDownWhileOpen(note)) {
    progress('The machine went down while the cached data was open; it is made anew.');
    await rm(home, { recursive: true, force: true });
  }
  const cluster = await openCluster(home, programs.initdb, owner);
  await noteOpen(note);
  const { kept, port } = await startOnFreePort(programs, cluster, owner, join(folder, 'server.log'));
  return {
    kind: 'embedded',
    maintenance: 'postgres',
    pid: kept.pid,
    lost: kept.lost,
    connection: (database) => ({
      host: loopback,
      port,
      user: cluster.user,
      password: cluster.password,
      database,
    }),
    async [Symbol.asyncDispose]() {
      await kept.stop();
      await noteClosed(note);
      await lock[Symbol.asyncDispose]();
    },
  };
}

async function startOnFreePort(
  { postgres }: Programs,
  { data }: Cluster,
  owner: Owner,
  log: string,
): Promise<{ readonly kept: Kept; readonly port: number }> {
  const settings = asFlags(measuringSettings(availableMemory()));
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const flags = [...settings, '-p', String(port), '-h', loopback, '-k', ''];
    const keeping = await keepServer({ postgres, flags, data, log, ...owner });
    if (keeping.outcome === 'ready') return { kept: keeping.kept, port };
    const said = await readFile(log, 'utf8').catch(() => '');
    if (isDiskFull({ message: said })) throw new BenchError('disk-full', dirname(log));
    if (said.includes('Address already in use') && attempt < attempts) continue;
    throw new BenchError('server-start-failed', lastFatal(said) ?? keeping.how, log);
  }
}

function lastFatal(log: string): string | undefined {
  return [...log.matchAll(/FATAL: +(.*)/g)].at(-1)?.[1];
}
