import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './folders.ts';
import { takeLock } from './lock.ts';
import { endProcesses } from './processes.ts';

/** The embedded server's own part of a cache, taken for this process alone until it is disposed of. */
export interface HeldCache extends AsyncDisposable {
  readonly home: string;
  /** PostgreSQL's data folder and the password to it. */
  readonly cluster: string;
  /** Says that the data is open; see `crash.ts`. */
  readonly note: string;
  /** What the server said since it was last started. */
  readonly log: string;
}

/** Whether a cache has a cluster already, with the data of earlier runs; nothing is made or taken. */
export async function hasCluster(cache: string): Promise<boolean> {
  return access(clusterOf(homeOf(cache))).then(
    () => true,
    () => false,
  );
}

function homeOf(cache: string): string {
  return join(cache, 'postgresql-15');
}

function clusterOf(home: string): string {
  return join(home, 'cluster');
}

/**
 * Takes a cache's server and data for this process, and ends what still runs over them: the lock is ours,
 * so a run that was killed together with its keeper left it behind.
 *
 * @throws BenchError `cache-busy`, `cache-path-too-long`
 */
export async function holdCache(cache: string): Promise<HeldCache> {
  const home = homeOf(cache);
  await makeFolder(cache);
  await makeFolder(home);
  const lock = await takeLock(join(home, 'lock'));
  const cluster = clusterOf(home);
  await endProcesses(join(cluster, 'data'));
  return {
    home,
    cluster,
    note: join(home, 'open'),
    log: join(home, 'server.log'),
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
}
