import { z } from 'zod';
import { driver, loadRound, pacing } from './load-round.ts';
import { schedule } from './schedule.ts';

const seconds = z.number().nonnegative();
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** What one request of a route costs the database, counted apart from the timed rounds. */
export const routeCost = z.object({
  name: z.string(),
  /** Requests that were counted over. */
  requests: count.positive(),
  /** Per request. */
  statements: z.number().nonnegative(),
  rows: z.number().nonnegative(),
  blocks: z.number().nonnegative(),
  walBytes: z.number().nonnegative(),
});
export type RouteCost = z.infer<typeof routeCost>;

/** A promise about load, in seconds, requests per second, or shares. */
const loadClaim = z.object({
  metric: z.enum(['requests/s', 'p50', 'p95', 'p99', 'errors', 'database CPU']),
  before: z.number().positive(),
  after: z.number().positive(),
});
export type LoadClaimRecord = z.infer<typeof loadClaim>;

const scenario = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string().nullable(),
  pacing,
  requests: z.array(
    z.object({
      name: z.string(),
      method: z.string(),
      path: z.string(),
      weight: z.number().positive(),
      /** What says why the route changes. Its class is null where the requests are of several, and in older records. */
      explainedBy: z
        .object({ experiment: z.string(), variant: z.string(), class: z.string().nullable().default(null) })
        .nullable(),
    }),
  ),
  allowance: z.object({ errors: share, timeouts: share, dropped: share }),
  /** After which a request counts as timed out. */
  timeout: seconds,
  /** Of load in each round before what is counted; null in records of before it was kept. */
  settle: seconds.nullable().default(null),
  claims: z.array(loadClaim),
});
export type ScenarioRecord = z.infer<typeof scenario>;

/**
 * The tables of a side that had been written, and were vacuumed before its load; absent where its database is not ours, and
 * in records of before it was kept.
 */
const vacuumed = z.array(z.string()).optional();

/** One of the APIs that take turns, on its arrangement. */
const side = z.object({
  id: z.string(),
  title: z.string(),
  /** The SQL that arranged its database, empty for the seeded schema; null where that is not known, and in older records. */
  schema: z.string().nullable().default(null),
  /** Why its rounds ended early; null where they did not. */
  failure: z.string().nullable(),
  /** What a request of each route costs; null where pg_stat_statements is not there. */
  costs: z.array(routeCost).nullable(),
  vacuumed,
});
export type SideRecord = z.infer<typeof side>;

/** A scenario that was run on one driver: facts and distributions, no averages and no verdicts. */
export const load = z.object({
  scenario,
  driver,
  /** The first is the baseline. */
  sides: z.array(side).min(1),
  schedule,
  /** Without the warm-up, in the order in which they were run. */
  rounds: z.array(loadRound),
  /** Whether everything that was asked for was measured. */
  complete: z.boolean(),
});
export type LoadRecord = z.infer<typeof load>;

/**
 * A quantile of all requests at a rate, those that timed out counted as longer than all others: `over` is the time-out.
 * null where nothing is known. Records of before they were counted have the quantile of what was answered.
 */
const within = z.union([seconds, z.object({ over: seconds })]).nullable();
export type Within = z.infer<typeof within>;

/** One arrival rate that was tried. */
export const capacityPoint = z.object({
  rate: z.number().positive(),
  outcome: z.enum(['holds', 'breaks', 'invalid']),
  /** Why it breaks, or is invalid; null where it holds. */
  reason: z.string().nullable(),
  /**
   * Requests per second that were answered as expected within the counted time; in records of before rounds kept that, those
   * that began within it and were ever answered.
   */
  achieved: z.number().nonnegative(),
  /** That began within the counted time, answered or not; absent in records of before it was kept. */
  requests: count.optional(),
  /** The counted time; absent in records of before it was kept. */
  seconds: z.number().positive().optional(),
  p50: within,
  p95: within,
});
export type CapacityPoint = z.infer<typeof capacityPoint>;

/** The load that one side carries before the limit breaks. */
export const capacity = z.object({
  side: z.string(),
  /** The share of requests that must be answered within `seconds`, counted from when they were due. */
  limit: z.object({ quantile: share, seconds: z.number().positive() }),
  /** The highest rate at which the limit held, null where none did, and the lowest at which it broke. */
  knee: z.object({ holds: z.number().positive().nullable(), breaks: z.number().positive().nullable() }),
  /** Why the search ended before the knee was found to within its precision; null where it was. */
  ended: z.string().nullable(),
  /** What to change, where a measurement that was invalid ended it. Records of before it was kept have none. */
  remedy: z.string().nullable().default(null),
  /** How near to the knee was near enough: 0.1 is ten per cent of the rate. Absent in records of before it was kept. */
  precision: z.number().positive().optional(),
  /** After which a request counted as timed out, in seconds. Absent in records of before it was kept. */
  timeout: z.number().positive().optional(),
  vacuumed,
  /** Every attempt, in order. A rate at which the limit was just missed was tried again, and the knee says what came of it. */
  points: z.array(capacityPoint),
});
export type CapacityRecord = z.infer<typeof capacity>;

/** How much load each side carries: the searches of one scenario. */
export const capacities = z.object({
  scenario: scenario.pick({ id: true, title: true }),
  /** The first is the baseline. */
  sides: z.array(capacity),
  complete: z.boolean(),
});
export type CapacitiesRecord = z.infer<typeof capacities>;
