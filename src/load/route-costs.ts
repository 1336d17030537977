import type { Connection } from '../database/connect.ts';
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
    const requests = traffic.requests.filter(({ route }) => route === index).slice(0, enough.requests);
    const before = await readStatements(db);
    const began = performance.now();
    let answered = 0;
    for (const request of requests) {
      signal?.throwIfAborted();
      if (performance.now() - began > enough.seconds * 1000) break;
      if (await send(request, url, traffic.timeout)) answered += 1;
    }
    const after = await readStatements(db);
    if (before === null || after === null) return null;
    if (answered === 0) continue;
    const deltas = between(before, after);
    const per = (value: (delta: (typeof deltas)[number]) => number): number =>
      deltas.reduce((sum, delta) => sum + value(delta), 0) / answered;
    costs.push({
      name,
      requests: answered,
      statements: per(({ calls }) => calls),
      rows: per(({ rows }) => rows),
      blocks: per(({ blocksHit, blocksRead }) => blocksHit + blocksRead),
      walBytes: per(({ walBytes }) => walBytes),
    });
  }
  return costs;
}

async function send(
  { method, path, headers, body }: PreparedRequest,
  url: string,
  timeout: number,
): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(timeout * 1000);
    const answer = await fetch(`${url}${path}`, { method, headers, body, signal });
    await answer.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
