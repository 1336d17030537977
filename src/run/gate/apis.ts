import { connect, type Connection } from '../../database/connect.ts';
import { connectionUrl } from '../../database/connection-url.ts';
import { freePort, loopback } from '../../database/port.ts';
import type { Tap } from '../../database/tap.ts';
import { BenchError } from '../../errors.ts';
import { startTarget, type RunningTarget } from '../../load/target.ts';
import type { GateSideName } from '../../record/gate.ts';
import { asSideFailure } from './side-failure.ts';
import type { GateStage, Version } from './stage.ts';

/** An API of one version on its arrangement, started as often as is asked for; or one that runs already. */
export interface GateApi {
  /**
   * @param tap through which it is to reach its database
   * @throws SideFailure
   */
  readonly start: (tap?: Tap | null) => Promise<StartedApi>;
  /** null where it is not ours. */
  readonly database: GateDatabase | null;
}

export interface StartedApi extends Pick<RunningTarget, 'url' | 'lost' | 'stop'> {
  /** How it went away without having been asked to; null while it is there. */
  readonly gone: () => string | null;
}

/** The database of an API. */
export interface GateDatabase {
  readonly name: string;
  readonly db: Connection;
}

export interface GateApis extends AsyncDisposable {
  /** null where the base is no version that can be started. */
  readonly base: GateApi | null;
  readonly head: GateApi;
}

/**
 * Arranges the databases of the two APIs.
 *
 * @param target its name in both suites
 * @throws BenchError `gate-side-failed` where a suite does not have it, `target-schema-failed`
 */
export async function arrangeApis(target: string, stage: GateStage): Promise<GateApis> {
  const { versions } = stage;
  const base = versions.base === null ? null : await arrangeApi('base', versions.base, target, stage);
  const head = await arrangeApi('head', versions.head, target, stage);
  return {
    base,
    head,
    async [Symbol.asyncDispose]() {
      await Promise.all([base?.database?.db.end(), head.database?.db.end()]);
    },
  };
}

async function arrangeApi(
  side: GateSideName,
  { suite, arrangements }: Version,
  name: string,
  { server, env, signal, progress }: GateStage,
): Promise<GateApi> {
  const target = suite.suite.targets?.[name];
  if (target === undefined) throw new BenchError('gate-side-failed', side, `its suite has no API "${name}"`);
  progress.update(`arranging the ${side}'s API`);
  const { schema } = target;
  const arranged = await arrangements.of(schema === undefined ? {} : { schema });
  if (arranged.outcome === 'failed') {
    throw new BenchError('target-schema-failed', `${name} (${side})`, arranged.failure.message);
  }
  const db = await connect(server, arranged.database);
  const start: GateApi['start'] = async (tap = null) => {
    const port = await freePort();
    const direct = server.connection(arranged.database);
    // A password that was found for the server would not be found for the tap.
    const { password } = db;
    const through = tap === null ? direct : { ...direct, host: loopback, port: tap.port, password };
    const connectionString = connectionUrl(through);
    const cwd = suite.folder;
    try {
      return watched(await startTarget(target, { name, connectionString, port, cwd, env, signal }));
    } catch (error) {
      throw asSideFailure(side, error);
    }
  };
  return { start, database: { name: arranged.database, db } };
}

/** The same API, which remembers what became of it. */
export function watched(api: Pick<RunningTarget, 'url' | 'lost' | 'stop'>): StartedApi {
  let how: string | null = null;
  const wait = async (): Promise<void> => {
    how = await api.lost;
  };
  void wait();
  return { ...api, gone: () => how };
}

/** Two deployments that run already. What their databases do cannot be seen. */
export function deployedApis(urls: Readonly<Record<GateSideName, string>>): GateApis {
  return {
    base: deployed(urls.base),
    head: deployed(urls.head),
    [Symbol.asyncDispose]: async () => {},
  };
}

function deployed(url: string): GateApi {
  const lost = new Promise<string>(() => {});
  return { start: async () => watched({ url, lost, stop: async () => {} }), database: null };
}
