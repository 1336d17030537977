import type { Connection } from '../database/connect.ts';
import type { StatementDelta } from '../record/load-round.ts';
import type { RouteCost } from '../record/load.ts';
import { between, readStatements } from './statements.ts';
import type { PreparedRequest, PreparedTraffic } from './traffic.ts';

/**
 * Requests of each route that are counted over, and seconds on one side after which no more of them begin: sooner where
 * there are enough for an average, later where there are not.
 */
const enough = { requests: 20, fewest: 5, seconds: 0.5, longest: 3 };

/** An API, and the database that it stands on. */
export interface CostSide {
  /** Of the API. */
  readonly url: string;
  readonly db: Connection;
}

/**
 * What one request of each route costs the database, on average over its first requests, which are sent alone, one after
 * another, to all sides in turn: as many to each as the slowest has time for, so that all are asked for the same. Apart
 * from the timed rounds, in which routes cannot be told apart.
 *
 * @returns for each side; null where pg_stat_statements is not loaded; routes that are never answered are left out
 */
export async function countRouteCosts(
  traffic: PreparedTraffic,
  sides: readonly CostSide[],
  signal?: AbortSignal,
): Promise<readonly (RouteCost[] | null)[]> {
  const costs = sides.map((): RouteCost[] => []);
  const without = new Set<number>();
  for (const [index, { name }] of traffic.routes.entries()) {
    for (const [side, counted] of (await countInTurns(traffic, index, sides, enough, signal)).entries()) {
      if (counted === null) without.add(side);
      else if (counted.answered > 0) {
        const { answered, deltas } = counted;
        costs[side]?.push({ name, requests: answered, ...perRequest(deltas, answered) });
      }
    }
  }
  return costs.map((own, side) => (without.has(side) ? null : own));
}

/** How many requests of a route are sent, and for how many seconds. */
export interface Enough {
  readonly requests: number;
  readonly seconds: number;
  /** So many are sent in any case that it takes no longer than `longest` seconds; none if absent. */
  readonly fewest?: number;
  readonly longest?: number;
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
  enough: Enough,
  signal?: AbortSignal,
): Promise<CountedRoute | null> {
  const [counted = null] = await countInTurns(traffic, route, [{ url, db }], enough, signal);
  return counted;
}

async function countInTurns(
  traffic: PreparedTraffic,
  route: number,
  sides: readonly CostSide[],
  { requests: most, fewest = 0, seconds, longest = seconds, skip = 0 }: Enough,
  signal?: AbortSignal,
): Promise<readonly (CountedRoute | null)[]> {
  const all = traffic.requests.filter((request) => request.route === route);
  const first = skip < all.length ? skip : 0;
  const before = await Promise.all(sides.map(({ db }) => readStatements(db)));
  const counts = sides.map(({ url }) => ({ url, spent: 0, statuses: [] as number[] }));
  for (const [i, request] of all.slice(first, first + most).entries()) {
    if (counts.some(({ spent }) => spent > (i < fewest ? longest : seconds))) break;
    for (const count of counts) {
      signal?.throwIfAborted();
      const began = performance.now();
      const status = await send(request, count.url, traffic.timeout);
      count.spent += (performance.now() - began) / 1000;
      if (status !== null) count.statuses.push(status);
    }
  }
  const after = await Promise.all(sides.map(({ db }) => readStatements(db)));
  const expected = traffic.routes[route]?.expect ?? [];
  return counts.map(({ statuses }, side) => {
    const [from, to] = [before[side], after[side]];
    if (!from || !to) return null;
    const unexpected = statuses.find((status) => !expected.includes(status)) ?? null;
    return { answered: statuses.length, unexpected, deltas: between(from, to) };
  });
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
