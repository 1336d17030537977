import { connect, type Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import { freePort } from '../database/port.ts';
import { BenchError } from '../errors.ts';
import { connectionUrl } from '../database/connection-url.ts';
import type { Query } from '../load/draw.ts';
import { listens } from '../load/presence.ts';
import { startTarget } from '../load/target.ts';
import type { Contender } from '../load/rounds.ts';
import type { Arrangements } from '../measure/arrange.ts';
import type { Target } from '../suite/target.ts';

/** An API that is up, on an arrangement of its own. */
export type Api = Pick<Contender, 'id' | 'target' | 'restart' | 'db'> & {
  readonly title: string;
  /** The SQL that arranged its database, empty where it stands on the seeded schema; null where that is not known. */
  readonly schema: string | null;
  /** Draws values for requests from its data. */
  readonly draw: Query;
  /** Why it is not there any more; null where it is, however busy. */
  readonly absence: () => Promise<string | null>;
  /** Starts it anew where it is gone, and ours to start; what happened under one load is not held against it in the next. */
  readonly revive: () => Promise<void>;
};

export interface ApiStart {
  readonly targets: readonly (readonly [id: string, target: Target])[];
  readonly server: Server;
  readonly arrangements: Arrangements;
  /** Of the suite. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly onProgress: (now: string) => void;
}

/** All the APIs of a run; disposing stops those that are up. */
export interface Apis extends AsyncDisposable {
  readonly all: readonly Api[];
}

/**
 * Arranges a database for each API and starts it there, one after another.
 *
 * @throws BenchError `target-schema-failed`, and what `startTarget` throws; then none is left running
 */
export async function startApis(start: ApiStart): Promise<Apis> {
  const all: StoppableApi[] = [];
  const close = async (): Promise<void> => {
    for (const api of all) await api.stop();
  };
  try {
    for (const [id, target] of start.targets) all.push(await startApi(start, id, target));
    return { all, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * An API that runs already. The values of its requests are drawn from a database of ours with the seeded data, so it
 * has to stand on the same; of its own database nothing can be seen.
 *
 * @param template the database with the data
 * @throws BenchError `target-silent`
 */
export async function useApi(url: string, server: Server, template: string): Promise<Apis> {
  await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(
    (error: Error & { cause?: { code?: string } }) => {
      throw new BenchError('target-silent', url, error.cause?.code ?? error.message);
    },
  );
  const lost = new Promise<string>(() => {});
  const target = { url, pid: null, lost, stop: nothing, [Symbol.asyncDispose]: nothing };
  const draw: Api['draw'] = async (statement) => {
    await using db = await connect(server, template);
    return (await db.query<Record<string, unknown>>(statement)).rows;
  };
  return {
    all: [
      {
        id: 'api',
        title: url,
        schema: null,
        target,
        db: null,
        draw,
        absence: () => silence(url),
        revive: nothing,
      },
    ],
    [Symbol.asyncDispose]: nothing,
  };
}

/** Why nothing can be asked of an address; null where something listens. */
async function silence(url: string): Promise<string | null> {
  return (await listens(url)) ? null : `nothing listens at ${url} any more`;
}

/** What is to be done about somebody else's API. */
async function nothing(): Promise<void> {}

interface StoppableApi extends Api {
  readonly stop: () => Promise<void>;
}

async function startApi(start: ApiStart, id: string, target: Target): Promise<StoppableApi> {
  const { server, arrangements, folder, env, signal, onProgress } = start;
  onProgress(`arranging ${id}`);
  const { schema } = target;
  const arranged = await arrangements.ownOf(id, schema === undefined ? {} : { schema });
  if (arranged.outcome === 'failed') {
    throw new BenchError('target-schema-failed', id, arranged.failure.message);
  }
  onProgress(`starting ${id}`);
  const port = await freePort();
  const begin = () =>
    startTarget(target, {
      name: id,
      connectionString: connectionUrl(server.connection(arranged.database)),
      port,
      cwd: folder,
      env,
      signal,
    });
  let running = await begin();
  let lost: string | null = null;
  const watch = () => void running.lost.then((how) => (lost = how));
  watch();
  const absence = async () => (lost === null ? silence(running.url) : `the API went away (${lost})`);
  const db = await connect(server, arranged.database);
  const restart = async () => {
    // What it still works on is what it is to be rid of.
    await running.stop(0);
    await endSessions(db);
    running = await begin();
    lost = null;
    watch();
    return running;
  };
  return {
    id,
    title: target.title ?? id,
    schema: arranged.schema ?? '',
    get target() {
      return running;
    },
    draw: async (statement) => (await db.query<Record<string, unknown>>(statement)).rows,
    restart,
    absence,
    async revive() {
      if ((await absence()) !== null) await restart();
    },
    db,
    async stop() {
      await running.stop();
      await db.end();
    },
  };
}

/** What an API that is gone had asked for is still worked on: PostgreSQL notices its absence when it wants to answer. */
async function endSessions(db: Connection): Promise<void> {
  await db.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);
}
