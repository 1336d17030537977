import express, { type Express } from 'express';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { endpoints } from './endpoints/index.ts';
import type { Strike } from './fault.ts';
import { openMetrics } from './metrics.ts';
import { mount } from './mount.ts';
import { describe } from './openapi.ts';
import { operations } from './operations.ts';
import { notFound, problemHandler } from './problem.ts';
import type { Queries } from './queries.ts';

interface Parts {
  readonly pool: Pool;
  readonly queries: Queries;
  /** ISO 8601. */
  readonly clock: () => string;
  readonly log: Logger;
  /** What goes wrong on purpose; usually nothing. */
  readonly strike: Strike | null;
}

/** The whole API over one pool and one build's queries. */
export function createApplication({ pool, queries, clock, log, strike }: Parts): Express {
  const metrics = openMetrics(pool);
  const app = express();
  app.disable('x-powered-by');
  // A hash over each body, which no client of ours asks for.
  app.disable('etag');
  app.set('query parser', 'simple');

  app.use(logRequests(log));
  app.use(express.json({ limit: '100kb' }));
  app.use(operations(pool, metrics, describe(endpoints)));
  mount(app, endpoints, { pool, queries, metrics, clock, strike });
  app.use(notFound, problemHandler(log));
  return app;
}

/** One line for each answer. The query string is left out: it may say what somebody looks for. */
function logRequests(log: Logger): express.RequestHandler {
  return (request, response, next) => {
    if (log.isLevelEnabled('info')) {
      const start = performance.now();
      response.once('finish', () => {
        const { method, path } = request;
        const seconds = (performance.now() - start) / 1000;
        log.info({ method, path, status: response.statusCode, seconds }, 'answered');
      });
    }
    next();
  };
}
