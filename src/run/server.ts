import { openServer } from '../database/open.ts';
import type { Server, Source } from '../database/server.ts';
import type { Progress } from './progress.ts';

/** The stage that every run begins with: a PostgreSQL that is up. */
export async function startServer(source: Source, progress: Progress): Promise<Server> {
  progress.start('PostgreSQL');
  const server = await openServer(source, { onProgress: progress.update });
  progress.done(`${server.version}, ${server.kind}`);
  return server;
}
