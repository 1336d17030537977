import type { TestProject } from 'vitest/node';
import { ownServer } from './own-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the server that all tests of a run share. */
    readonly databaseUrl: string;
  }
}

/** Before the first `postgres` test: one embedded server; after the last: nothing is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await ownServer();
  project.provide('databaseUrl', server.url);
  return async () => {
    await server[Symbol.asyncDispose]();
  };
}
