import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../database/connect.ts';
import type { ServerSide, StatementDelta } from '../record/load-round.ts';
import { lookAtApi, type ApiLook } from './api-side.ts';
import { meterCpu } from './cpu.ts';
import { countCheckpoints, lookAtActivity, type ActivityLook } from './server-activity.ts';
import { between, readStatements, type Statements } from './statements.ts';

/** How often server and API are asked, in milliseconds: often enough for a round, seldom enough not to be load. */
const interval = { activity: 250, api: 500 };
/** The statements that are kept of a round. */
const mostStatements = 20;

/** The server side of a round, looked at while the client makes load. */
export interface Sampling {
  /**
   * Ends the looking.
   *
   * @param from and `to` when load was counted, in seconds since 1970; statements and checkpoints are of the whole round
   */
  finish(from: number, to: number): Promise<ServerSide>;
}

export interface Sampled {
  /** A connection to the API's database that nobody else uses; null leaves out what only the server knows. */
  readonly db: Connection | null;
  /** The server's first process; null where it is on another machine. */
  readonly databasePid: number | null;
  readonly apiPid: number | null;
  /** Of the API. */
  readonly url: string;
}

/** Begins to look. */
export async function startSampling({ db, databasePid, apiPid, url }: Sampled): Promise<Sampling> {
  const checkpointsBefore = db === null ? null : await countCheckpoints(db);
  // Last, and read first again, so that our own questions are not among the statements.
  const before = db === null ? null : await readStatements(db);
  const databaseCpu = databasePid === null ? null : meterCpu(databasePid);
  const apiCpu = apiPid === null ? null : meterCpu(apiPid);
  const end = new AbortController();
  const activity =
    db === null
      ? Promise.resolve([])
      : repeat<ActivityLook | null>(() => lookAtActivity(db), interval.activity, end.signal);
  const api = repeat(() => lookAtApi(url), interval.api, end.signal);
  return {
    async finish(from, to) {
      end.abort();
      databaseCpu?.[Symbol.dispose]();
      apiCpu?.[Symbol.dispose]();
      const looks = (await activity).filter((look) => look !== null);
      const after = db === null ? null : await readStatements(db);
      const checkpoints = db === null ? null : await countCheckpoints(db);
      return {
        databaseCpu: databaseCpu?.between(from, to) ?? null,
        apiCpu: apiCpu?.between(from, to) ?? null,
        ...fromApi(await api),
        statements: deltas(before, after),
        waits: shares(looks),
        checkpoints:
          checkpoints === null || checkpointsBefore === null
            ? null
            : Math.max(0, checkpoints - checkpointsBefore),
        autovacuum: looks.filter(({ autovacuum }) => autovacuum).length,
      };
    },
  };
}

/** One look after the other, so that a slow answer delays the next and does not add to it. */
async function repeat<Look>(
  look: () => Promise<Look>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  while (!signal.aborted) {
    looks.push(await look());
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  }
  return looks;
}

function fromApi(looks: readonly ApiLook[]): Pick<ServerSide, 'poolWaiting' | 'eventLoopLag'> {
  const waiting = looks.map(({ waiting }) => waiting).filter((value) => value !== null);
  // The first look's lag is of the time before the round: it is reset by asking for it.
  const lags = looks.slice(1).map(({ eventLoopLag }) => eventLoopLag);
  const known = lags.filter((value) => value !== null);
  return {
    poolWaiting:
      waiting.length === 0
        ? null
        : {
            mean: waiting.reduce((sum, value) => sum + value, 0) / waiting.length,
            most: Math.max(...waiting),
          },
    eventLoopLag: known.length === 0 ? null : Math.max(...known),
  };
}

function deltas(before: Statements | null, after: Statements | null): StatementDelta[] | null {
  return before === null || after === null ? null : between(before, after).slice(0, mostStatements);
}

/** Of all sessions that were seen active, over all looks. */
function shares(looks: readonly ActivityLook[]): Record<string, number> {
  const seen = new Map<string, number>();
  for (const [wait, sessions] of looks.flatMap(({ waits }) => [...waits])) {
    seen.set(wait, (seen.get(wait) ?? 0) + sessions);
  }
  const total = [...seen.values()].reduce((sum, sessions) => sum + sessions, 0);
  return Object.fromEntries([...seen].map(([wait, sessions]) => [wait, sessions / total]));
}
