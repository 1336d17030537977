import { connectionUrl } from '../../src/database/connection-url.ts';
import { openServer } from '../../src/database/open.ts';
import { temporaryCache } from './cache.ts';

/** A server that nobody else uses; it vanishes at the end of its block. */
export interface OwnServer extends AsyncDisposable {
  readonly url: string;
}

/** An embedded one in a cache of its own. */
export async function ownServer(): Promise<OwnServer> {
  const cache = await temporaryCache();
  const server = await openServer({ kind: 'embedded', cache: cache.path });
  return {
    url: connectionUrl(server.connection(server.maintenance)),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await cache[Symbol.asyncDispose]();
    },
  };
}
