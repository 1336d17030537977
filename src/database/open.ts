import { randomBytes } from 'node:crypto';
import { BenchError } from '../errors.ts';
import { connect, type Connection } from './connect.ts';
import { startContainer } from './container.ts';
import { startEmbedded } from './embedded.ts';
import { readFacts } from './facts.ts';
import type { Endpoint, Progress, Server, Source } from './server.ts';
import { useUrl } from './url.ts';
import { watchServer } from './watch.ts';

/**
 * Opens a PostgreSQL, wherever it comes from, and looks at it: its version, its settings, our rights.
 *
 * @throws BenchError `unsupported-version`, `may-not-create-databases`, and what the source and `connect` throw
 */
export async function openServer(
  source: Source,
  options: { readonly onProgress?: Progress } = {},
): Promise<Server> {
  const { endpoint, session } = named(await start(source, options.onProgress ?? (() => {})));
  const opened: AsyncDisposable[] = [endpoint];
  const close = async (): Promise<void> => {
    for (const one of opened.toReversed()) await one[Symbol.asyncDispose]();
  };
  try {
    const db = await connect(endpoint, endpoint.maintenance);
    const watch = watchServer(endpoint, db);
    opened.push(watch);
    const facts = await readFacts(db);
    await checkRights(db);
    return { lost: watch.lost, ...endpoint, session, ...facts, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(source: Source, progress: Progress): Promise<Endpoint> {
  if (source.kind === 'embedded') return startEmbedded(source.cache, progress);
  if (source.kind === 'url') return useUrl(source.url, source.allowRemote);
  return startContainer(source.image, progress);
}

/** Gives the opening a name of its own, which every connection carries. */
function named(endpoint: Endpoint): { readonly endpoint: Endpoint; readonly session: string } {
  const session = `intowork-bench ${randomBytes(6).toString('hex')}`;
  const connection = (database: string) => ({ ...endpoint.connection(database), application_name: session });
  return { endpoint: { ...endpoint, connection }, session };
}

async function checkRights(db: Connection): Promise<void> {
  const { rows } = await db.query<{ user: string; may: boolean }>(
    'SELECT rolname AS user, rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
  );
  const [role] = rows;
  if (role?.may !== true) throw new BenchError('may-not-create-databases', role?.user ?? 'This user');
}
