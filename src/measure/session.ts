import { connect, type Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';

/** How a connection for measuring is opened. */
export interface SessionOptions {
  readonly server: Server;
  readonly signal: AbortSignal;
  /** Longest time for one statement, in seconds. */
  readonly limit: number;
}

/** A connection whose statements end in time: at the limit, and at once when the run is stopped. */
export async function openSession(
  { server, signal, limit }: SessionOptions,
  database: string,
): Promise<Connection> {
  signal.throwIfAborted();
  const db = await connect(server, database);
  // With a statement under way, node-postgres closes the socket, and the statement is refused.
  const close = () => void db.end();
  signal.addEventListener('abort', close, { once: true });
  db.once('end', () => signal.removeEventListener('abort', close));
  await db.query(`SET statement_timeout = ${Math.round(limit * 1000)}`);
  return db;
}

/** Runs something and takes back what it did to the database. */
export async function rolledBack<Value>(db: Connection, work: () => Promise<Value>): Promise<Value> {
  await db.query('BEGIN');
  try {
    return await work();
  } finally {
    // A connection that broke has nothing to take back, and its own error says more than this one would.
    await db.query('ROLLBACK').catch(() => {});
  }
}
