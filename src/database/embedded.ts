import { readFile, rm } from 'node:fs/promises';
import { BenchError } from '../errors.ts';
import { cacheProblem } from './cache.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { noteClosed, noteOpen, wentDownWhileOpen } from './crash.ts';
import { isDiskFull } from './disk-full.ts';
import { holdCache, type HeldCache } from './hold.ts';
import { keepServer, type Kept } from './keep.ts';
import { serverOwner, type Owner } from './owner.ts';
import { freePort, loopback } from './port.ts';
import { installPrograms } from './programs.ts';
import type { Endpoint, Progress } from './server.ts';
import { asFlags, availableMemory, measuringSettings } from './settings.ts';

/** How often another port is tried when somebody was faster. */
const attempts = 3;

/**
 * Starts the PostgreSQL that came with `npm install`, over data that stays in `cache` between runs.
 * It ends with this program, however that ends: see `keeper.ts`.
 *
 * @throws BenchError `cache-busy`, `cache-path-too-long`, `cache-unreadable`, `cache-unwritable`, `disk-full`,
 *   `no-embedded-server`, `port-taken`, `server-start-failed`
 */
export async function startEmbedded(
  cache: string,
  progress: Progress,
  choosePort: () => Promise<number> = freePort,
): Promise<Endpoint> {
  let held: HeldCache | undefined;
  try {
    held = await holdCache(cache);
    return await startIn(held, progress, choosePort);
  } catch (error) {
    await held?.[Symbol.asyncDispose]();
    throw cacheProblem(error, cache);
  }
}

async function startIn(
  held: HeldCache,
  progress: Progress,
  choosePort: () => Promise<number>,
): Promise<Endpoint> {
  const owner = await serverOwner();
  const programs = await installPrograms(held.home);
  if (await wentDownWhileOpen(held.note)) {
    progress('The machine went down while the cached data was open; it is made anew.');
    await rm(held.cluster, { recursive: true, force: true });
  }
  const cluster = await openCluster(held.cluster, programs.initdb, owner);
  await noteOpen(held.note);
  const { kept, port } = await startOnPort(programs.postgres, cluster, owner, held.log, choosePort);
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
      await noteClosed(held.note);
      await held[Symbol.asyncDispose]();
    },
  };
}

async function startOnPort(
  postgres: string,
  { data }: Cluster,
  owner: Owner,
  log: string,
  choosePort: () => Promise<number>,
): Promise<{ readonly kept: Kept; readonly port: number }> {
  const settings = asFlags(measuringSettings(availableMemory()));
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort();
    const flags = [...settings, '-p', String(port), '-h', loopback, '-k', ''];
    const keeping = await keepServer({ postgres, flags, data, log, ...owner });
    if (keeping.outcome === 'ready') return { kept: keeping.kept, port };
    const said = await readFile(log, 'utf8').catch(() => '');
    const taken = said.includes('Address already in use');
    if (taken && attempt < attempts) continue;
    if (taken) throw new BenchError('port-taken', port);
    if (isDiskFull({ message: said })) throw new BenchError('disk-full', data);
    throw new BenchError('server-start-failed', whyNot(said) ?? keeping.how, log);
  }
}

/** The last reason that the server gave, and the complaint before it, which says more. */
function whyNot(log: string): string | undefined {
  const said = [...log.matchAll(/(?:FATAL|PANIC): +(.*)/g)].at(-1)?.[1];
  if (said === undefined) return undefined;
  const cause = [...log.matchAll(/LOG: +(could not .*)/g)].at(-1)?.[1];
  return cause === undefined ? said : `${said} (${cause})`;
}
