import type { Express, Request } from 'express';
import type { Pool } from 'pg';
import { bearer, type Caller } from './caller.ts';
import { openDatabase } from './database.ts';
import type { Endpoint, Surroundings } from './endpoint.ts';
import type { Strike } from './fault.ts';
import type { Metrics } from './metrics.ts';
import { Problem } from './problem.ts';
import type { Queries } from './queries.ts';

interface Grounds {
  readonly pool: Pool;
  readonly queries: Queries;
  readonly metrics: Metrics;
  /** ISO 8601. */
  readonly clock: () => string;
  readonly strike: Strike | null;
}

/** Gives each endpoint its route, and each of its requests a database that counts. */
export function mount(app: Express, endpoints: readonly Endpoint[], grounds: Grounds): void {
  for (const endpoint of endpoints) {
    const route = `${endpoint.method.toUpperCase()} ${endpoint.path}`;
    const statements = grounds.metrics.statements.labels(route);
    const db = openDatabase(grounds.pool, () => statements.inc());

    app[endpoint.method](endpoint.path, async (request, response) => {
      const stop = grounds.metrics.requests.startTimer({ method: request.method, route: endpoint.path });
      response.once('finish', () => stop({ status: response.statusCode }));

      const began = performance.now();
      const surroundings = { db, queries: grounds.queries, now: grounds.clock() };
      const caller = await callerOf(request, surroundings);
      const { params, query } = request;
      const {
        status,
        body,
        headers = {},
      } = await endpoint.answer({ caller, params, query, body: request.body as unknown }, surroundings);
      if (grounds.strike !== null) await grounds.strike(began, db);
      response.status(status).set(headers);
      if (body === undefined) response.end();
      else response.json(body);
    });
  }
  refuseOtherMethods(app, endpoints);
}

/** @throws Problem 401 where a session is claimed that is not live. */
async function callerOf(request: Request, { db, queries, now }: Surroundings): Promise<Caller | undefined> {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = bearer(header);
  const caller = token === undefined ? undefined : await queries.caller(db, token, now);
  if (caller) return caller;
  throw new Problem(401, 'This session is unknown or over.', {
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });
}

function refuseOtherMethods(app: Express, endpoints: readonly Endpoint[]): void {
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    const methods = endpoints.filter((endpoint) => endpoint.path === path).map(({ method }) => method);
    app.all(path, () => {
      throw new Problem(405, 'This cannot be done here.', {
        headers: { Allow: methods.join(', ').toUpperCase() },
      });
    });
  }
}
