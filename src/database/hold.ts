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

/**
 * Takes a cache's server and data for this process, and ends what still runs over them: the lock is ours,
 * so a run that was killed together with its keeper left it behind.
 *
 * @throws BenchError `cache-busy`, `cache-path-too-long`
 */
export async function holdCache(cache: string): Promise<HeldCache> {
  const home = join(cache, 'postgresql-15');
  await makeFolder(cache);
  await makeFolder(home);
  const lock = await takeLock(join(home, 'lock'));
  const cluster = join(home, 'cluster');
  await endProcesses(join(cluster, 'data'));
  return {
    home,
    cluster,
    note: join(home, 'open'),
    log: join(home, 'server.log'),
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
}
