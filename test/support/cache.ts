import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcesses } from '../../src/database/processes.ts';

/** A cache folder that vanishes at the end of its block, and with it a server that a failing test left there. */
export interface TemporaryCache extends AsyncDisposable {
  readonly path: string;
  /** Where an embedded server over this cache keeps its data. */
  readonly data: string;
}

export async function temporaryCache(): Promise<TemporaryCache> {
  const path = await mkdtemp(join(tmpdir(), 'intowork-bench-test-'));
  // The server's user, who is not root, has to get through.
  await chmod(path, 0o755);
  const data = join(path, 'postgresql-15', 'cluster', 'data');
  return {
    path,
    data,
    async [Symbol.asyncDispose]() {
      await endProcesses(data);
      await rm(path, { recursive: true, force: true });
    },
  };
}
