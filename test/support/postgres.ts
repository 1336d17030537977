import type { TestProject } from 'vitest/node';
import { openServer } from '../../src/database/open.ts';
import { temporaryCache } from './cache.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server that all tests of a run share. */
    readonly databaseUrl: string;
  }
}

/** Before the first `postgres` test: one embedded server in a cache of its own; after the last: nothing is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cache = await temporaryCache();
  const server = await openServer({ kind: 'embedded', cache: cache.path });
  const { user, password, host, port } = server.connection(server.maintenance);
  project.provide(
    'databaseUrl',
    `postgres://${user}:${String(password)}@${host}:${port}/${server.maintenance}`,
  );
  return async () => {
    await server[Symbol.asyncDispose]();
    await cache[Symbol.asyncDispose]();
  };
}
