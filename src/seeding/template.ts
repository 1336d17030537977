import { setTimeout as sleep } from 'node:timers/promises';
import { ownDatabases } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import { connectUntil } from './abort.ts';

/** What a template of a suite is called; the fingerprint says what is in it. */
export function templateName(suite: string, fingerprint: string): string {
  return `bench_${suite.replaceAll('-', '_').slice(0, 30)}_${fingerprint}`;
}

/** The content hash of a template that is there and whole. */
export async function findTemplate(server: Server, name: string): Promise<string | undefined> {
  const found = (await ownDatabases(server)).find((own) => own.name === name);
  return found?.purpose === 'template' ? found.key : undefined;
}

/**
 * Waits until no other run makes this template on this server, and keeps others from it until disposed of:
 * whoever comes second finds what the first has made. PostgreSQL lets go of the lock with the connection.
 */
export async function lockTemplate(
  server: Server,
  name: string,
  signal: AbortSignal,
): Promise<AsyncDisposable> {
  const db = await connectUntil(signal, server, server.maintenance);
  try {
    while (true) {
      const { rows } = await db.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
        [name],
      );
      if (rows[0]?.taken === true) return db;
      await sleep(250, undefined, { signal });
    }
  } catch (error) {
    await db[Symbol.asyncDispose]();
    throw error;
  }
}
