import { connect, type Connection } from './connect.ts';
import type { Endpoint } from './server.ts';

/** Notices when a server goes away, by a connection that does nothing else. */
export interface Watch extends AsyncDisposable {
  /** Settles with a reason, or never. */
  readonly lost: Promise<string>;
}

/**
 * Watches a server by a connection that is handed over. A connection alone may be cut by an administrator,
 * so the server counts as lost only when it does not let us in again.
 */
export function watchServer(server: Pick<Endpoint, 'connection' | 'maintenance'>, first: Connection): Watch {
  let current = first;
  let closing = false;
  const lost = new Promise<string>((resolve) => {
    const watch = (db: Connection) => {
      current = db;
      db.once('end', () => {
        if (!closing)
          connect(server, server.maintenance).then(watch, (error: Error) => resolve(error.message));
      });
    };
    watch(first);
  });
  return {
    lost,
    async [Symbol.asyncDispose]() {
      closing = true;
      await current.end();
    },
  };
}
