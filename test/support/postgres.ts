import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openServer } from '../../src/database/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server that all tests of a run share. */
    readonly databaseUrl: string;
  }
}

/** Before the first `postgres` test: one embedded server in a cache of its own; after the last: nothing is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cache = await mkdtemp(join(tmpdir(), 'intowork-bench-test-'));
  // The server's user, who is not root, has to get through.
  await chmod(cache, 0o755);
  const server = await openServer({ kind: 'embedded', cache });
  const { user, password, host, port } = server.connection(server.maintenance);
  project.provide(
    'databaseUrl',
    `postgres://${user}:${String(password)}@${host}:${port}/${server.maintenance}`,
  );
  return async () => {
    await server[Symbol.asyncDispose]();
    await rm(cache, { recursive: true, force: true });
  };
}
