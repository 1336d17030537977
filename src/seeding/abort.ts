import { connect, type Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';

/**
 * A connection that is cut when the signal aborts, whatever statement is under way: that statement is then refused.
 *
 * @throws the signal's reason, and what `connect` throws
 */
export async function connectUntil(
  signal: AbortSignal,
  server: Server,
  database: string,
): Promise<Connection> {
  signal.throwIfAborted();
  const db = await connect(server, database);
  const cut = (): void => void db.end();
  signal.addEventListener('abort', cut, { once: true });
  const close = db[Symbol.asyncDispose].bind(db);
  return Object.assign(db, {
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', cut);
      await close();
    },
  });
}
