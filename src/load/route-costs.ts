import type { Connection } from '../database/connect.ts';
import type { StatementDelta } from '../record/load-round.ts';
import type { RouteCost } from '../record/load.ts';
import { between, readStatements } from './statements.ts';
import type { PreparedRequest, PreparedTraffic } from './traffic.ts';

/** At most so many requests of each route are counted over, and no more begin after so many seconds. */
const enough = { requests: 20, seconds: 0.5 };

/**
 * What one request of each route costs the database: exact numbers, from sending some of its requests alone and
 * one after another. Apart from the timed rounds, in which routes cannot be told apart.
 *
 * @param url of the API
 * @param db of its database
 * @returns null where pg_stat_statements is not loaded; routes that are never answered are left out
 */
export async function countRouteCosts(
  traffic: PreparedTraffic,
  url: string,
  db: Connection,
  signal?: AbortSignal,
): Promise<RouteCost[] | null> {
  const costs: RouteCost[] = [];
  for (const [index, { name }] of traffic.routes.entries()) {
    const counted = await countRoute(traffic, index, url, db, enough, signal);
    if (counted === null) return null;
    const { answered, deltas } = counted;
    if (answered === 0) continue;
    costs.push({ name, requests: answered, ...perRequest(deltas, answered) });
  }
  return costs;
}

/** How many requests of a route are sent, and for how many seconds. */
export interface Enough {
  readonly requests: number;
  readonly seconds: number;
  /** So many of its first ones are left out, if there are others: none if absent. */
  readonly skip?: number;
}

/** What some requests of a route made the database do. */
export interface CountedRoute {
  readonly answered: number;
  /** The status of the first answer that the scenario does not expect; null where all are as expected. */
  readonly unexpected: number | null;
  readonly deltas: readonly StatementDelta[];
}

/**
 * Sends the first requests of a route, alone and one after another, and looks at what the database did for them.
 *
 * @param route its index in the traffic
 * @returns null where pg_stat_statements is not loaded
 */
export async function countRoute(
  traffic: PreparedTraffic,
  route: number,
  url: string,
  db: Connection,
  { requests: most, seconds, skip = 0 }: Enough,
  signal?: AbortSignal,
): Promise<CountedRoute | null> {
  const all = traffic.requests.filter((request) => request.route === route);
  const first = skip < all.length ? skip : 0;
  const requests = all.slice(first, first + most);
  const before = await readStatements(db);
  const began = performance.now();
  const statuses: number[] = [];
  for (const request of requests) {
    signal?.throwIfAborted();
    if (performance.now() - began > seconds * 1000) break;
    const status = await send(request, url, traffic.timeout);
    if (status !== null) statuses.push(status);
  }
  const after = await readStatements(db);
  if (before === null || after === null) return null;
  const expected = traffic.routes[route]?.expect ?? [];
  const unexpected = statuses.find((status) => !expected.includes(status)) ?? null;
  return { answered: statuses.length, unexpected, deltas: between(before, after) };
}

/** What the statements of so many requests come to for one of them. */
export function perRequest(
  deltas: readonly StatementDelta[],
  answered: number,
): Pick<RouteCost, 'statements' | 'rows' | 'blocks' | 'walBytes'> {
  const per = (value: (delta: StatementDelta) => number): number =>
    deltas.reduce((sum, delta) => sum + value(delta), 0) / answered;
  return {
    statements: per(({ calls }) => calls),
    rows: per(({ rows }) => rows),
    blocks: per(({ blocksHit, blocksRead }) => blocksHit + blocksRead),
    walBytes: per(({ walBytes }) => walBytes),
  };
}

/**
 * Sends one request.
 *
 * @param timeout in seconds
 * @returns the status, or null where there was no answer
 */
export async function send(
  { method, path, headers, body }: PreparedRequest,
  url: string,
  timeout: number,
): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(timeout * 1000);
    // As load generators do: where it leads to is another request.
    const answer = await fetch(`${url}${path}`, { method, headers, body, signal, redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
