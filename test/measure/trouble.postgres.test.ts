import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import type { Server } from '../../src/database/server.ts';
import type { ExperimentRecord } from '../../src/record/experiment.ts';
import { experiment as experimentSchema } from '../../src/record/experiment.ts';
import { sql } from '../../src/suite/sql.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { measureShop, seedShop, shopExperiment } from './shop.ts';

let server: Server;
let shop: ScratchDatabase;

beforeAll(async () => {
  server = await testServer();
  shop = await scratchDatabase(server);
  await seedShop(shop);
});

afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const experiment = shopExperiment({
  variants: {
    before: { run: sql`SELECT 'before' WHERE pg_sleep(0.01) IS NOT NULL` },
    after: { run: sql`SELECT 'before' AS "?column?" WHERE pg_sleep(0.01) IS NOT NULL` },
  },
  parameters: { first: [{}], second: [{}] },
});

/** Many rounds, so that there is time for trouble. */
const long = { schedule: { looks: [60], alpha: 0.05, spending: 'pocock' as const } };

/** Ends the backends whose last statement is this one. */
async function kill(statement: string): Promise<void> {
  await using db = await connect(server, server.maintenance);
  await db.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $1', [statement]);
}

function roundsOf(record: ExperimentRecord): readonly number[] {
  return record.classes.map(({ rounds }) => rounds.length);
}

describe('being stopped', () => {
  test('in the middle of the rounds: what was finished is in the record, and nothing is left behind', async () => {
    const stop = new AbortController();
    const { record } = await measureShop(server, shop.name, experiment, {
      ...long,
      signal: stop.signal,
      onProgress: (now) => {
        if (now.startsWith('first: round 3 ')) stop.abort(new Error('stopped'));
      },
    });
    expect(record.complete).toBe(false);
    expect(roundsOf(record)).toEqual([3, 0]);
    expect(experimentSchema.safeParse(record).success).toBe(true);
    const left = await ownDatabases(server);
    expect(left.filter(({ purpose, key }) => purpose === 'arrangement' && key === shop.name)).toEqual([]);
  });

  test('during a statement: it is cut off, and is no failure of the variant', async () => {
    const stop = new AbortController();
    const started = performance.now();
    const { record } = await measureShop(
      server,
      shop.name,
      shopExperiment({
        variants: {
          before: { run: sql`SELECT 1 AS a` },
          slow: { run: sql`SELECT 1 AS a WHERE pg_sleep(50) IS NOT NULL` },
        },
        parameters: { first: sql`SELECT 1 AS one`, second: [{}] },
      }),
      {
        signal: stop.signal,
        onProgress: (now) => {
          if (now.includes('second: answers and plans, slow'))
            setTimeout(() => stop.abort(new Error('stopped')), 100);
        },
        budget: { statement: 0.5, round: 0.02 },
      },
    );
    expect(record.complete).toBe(false);
    expect(record.classes.map(({ name }) => name)).toEqual(['first']);
    expect(performance.now() - started).toBeLessThan(40_000);
  });

  test('before anything was measured: the reason is thrown', async () => {
    const measuring = measureShop(server, shop.name, experiment, {
      signal: AbortSignal.abort(new Error('stopped')),
    });
    await expect(measuring).rejects.toThrow('stopped');
  });
});

describe('a backend that dies', () => {
  test.each([
    ['of a variant: it drops out, in words; the next class goes on', 'after', [true, true]],
    ['of the baseline: the class ends; the next class goes on', 'before', [false, true]],
  ])('%s', async (_, victim, whole) => {
    const run = experiment.variants[victim]?.run;
    const kills: Promise<void>[] = [];
    const { record } = await measureShop(
      server,
      shop.name,
      {
        ...experiment,
        variants: { ...experiment.variants, other: { run: sql`SELECT 'before' AS "?column?"` } },
      },
      {
        schedule: { looks: [20], alpha: 0.05, spending: 'pocock' },
        onProgress: (now) => {
          if (now.startsWith('first: round 3 ') && typeof run === 'object') kills.push(kill(run.text));
        },
      },
    );
    await Promise.all(kills);
    const [first, second] = record.classes;
    expect(first?.cells[victim]).toMatchObject({
      stopped: 'runs',
      failure: { message: expect.stringMatching(/terminating connection|the connection broke/) },
    });
    expect(second?.cells[victim]?.stopped).toBeNull();
    expect(roundsOf(record).map((count) => count === 20)).toEqual(whole);
    expect(roundsOf(record)[0]).toBeGreaterThanOrEqual(3);
    expect(record.complete).toBe(true);
  });
});
