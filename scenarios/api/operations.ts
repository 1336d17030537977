import { setTimeout as after } from 'node:timers/promises';
import { Router } from 'express';
import type { Pool } from 'pg';
import { poolState, type Metrics } from './metrics.ts';
import { Problem } from './problem.ts';

/** How long a health check waits for the database, in milliseconds. */
const patience = 2000;

/** What operators ask, not users: health, metrics and the description of the rest. */
export function operations(pool: Pool, { registry }: Metrics, description: object): Router {
  const router = Router();
  router.get('/health', (_, response) => {
    response.json({ status: 'healthy' });
  });
  router.get('/health/database', async (_, response) => {
    if (!(await answers(pool))) throw new Problem(503, 'The database does not answer.');
    response.json({ status: 'healthy', pool: poolState(pool) });
  });
  router.get('/metrics', async (_, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  router.get('/openapi.json', (_, response) => {
    response.json(description);
  });
  return router;
}

/**
 * A statement through the pool is the proof. §7.4 would warn where no connection is idle,
 * which is so in every pool that is well used.
 */
async function answers(pool: Pool): Promise<boolean> {
  const controller = new AbortController();
  try {
    return await Promise.race([
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
      after(patience, false, { signal: controller.signal }),
    ]);
  } finally {
    controller.abort();
  }
}
