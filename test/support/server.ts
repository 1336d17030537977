import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connect, type Connection } from '../../src/database/connect.ts';
import { createDatabase, dropDatabase } from '../../src/database/databases.ts';
import { openServer } from '../../src/database/open.ts';
import type { Server } from '../../src/database/server.ts';

/** The server that all tests of a run share, or another one; `await using server = await testServer()`. */
export function testServer(url = inject('databaseUrl')): Promise<Server> {
  return openServer({ kind: 'url', url, allowRemote: false });
}

/** An empty database that vanishes at the end of its block. */
export interface ScratchDatabase extends AsyncDisposable {
  readonly name: string;
  connect(): Promise<Connection>;
}

export function scratchName(): string {
  return `bench_scratch_${randomBytes(6).toString('hex')}`;
}

export async function scratchDatabase(server: Server): Promise<ScratchDatabase> {
  const name = scratchName();
  await createDatabase(server, name, { purpose: 'scratch', key: 'test' });
  return {
    name,
    connect: () => connect(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}
