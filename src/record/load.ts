import { z } from 'zod';
import { grid } from './grid.ts';
import { schedule } from './schedule.ts';

const seconds = z.number().nonnegative();
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** Times of many requests. Percentile by percentile, since requests of one round are not a sample to test on. */
export const distribution = z.object({
  count: count.positive(),
  mean: seconds,
  /** At the probabilities of `grid`; the first is the least time, the last the greatest. */
  quantiles: z.array(seconds).length(grid.length),
});
export type Distribution = z.infer<typeof distribution>;

/** How a request went wrong. */
export const mishap = z.enum([
  /** An answer with a status that the scenario does not expect, by its class. */
  '2xx',
  '3xx',
  '4xx',
  '5xx',
  /** No answer within the scenario's time. */
  'timeout',
  'refused',
  'reset',
  /** The server closed the connection instead of answering. */
  'closed',
  'other',
]);
export type Mishap = z.infer<typeof mishap>;

export const routeOfLoad = z.object({
  name: z.string(),
  /** Requests that began within the counted time and were answered as expected. */
  answered: count,
  /** The others that began within it, by what went wrong; kinds that did not occur are absent. */
  mishaps: z.partialRecord(mishap, count.positive()),
  /** From sending the request to the end of its answer, for those answered as expected; null where there are none. */
  service: distribution.nullable(),
  /** From the moment at which the request was due, which open load alone knows. */
  scheduled: distribution.nullable(),
});
export type RouteOfLoad = z.infer<typeof routeOfLoad>;

/** A stretch of a round, for curves over time. */
export const moment = z.object({
  /** Since the counted time began. */
  at: seconds,
  answered: count,
  p50: seconds,
  p95: seconds,
});

/** What a driver says about one round: the traffic as its client saw it. */
export const traffic = z.object({
  /** When the counted time began, in seconds since 1970. */
  startedAt: z.number().positive(),
  /** How long it was. */
  seconds: z.number().positive(),
  /** Requests that could not begin when they were due; only open load has them. */
  dropped: count,
  /** Received with headers; over the whole round where the driver cannot tell. */
  bytes: count,
  /** All routes together. */
  total: routeOfLoad.omit({ name: true }),
  routes: z.array(routeOfLoad),
  timeline: z.array(moment),
});
export type TrafficRecord = z.infer<typeof traffic>;

/** The process that made the load. */
export const driver = z.enum(['k6', 'autocannon']);
export type Driver = z.infer<typeof driver>;

export const generator = z.object({
  driver,
  version: z.string(),
  /** CPU per second while load was counted, in cores; null where the system does not tell. */
  cpu: z.number().nonnegative().nullable(),
  /** Cores that it can use without being what is measured. */
  room: z.number().positive(),
});

export const pacing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('users'), users: count.positive(), think: z.tuple([seconds, seconds]) }),
  z.object({ kind: z.literal('rate'), rate: z.number().positive() }),
  z.object({
    kind: z.literal('ramp'),
    from: z.number().nonnegative(),
    steps: z.array(z.object({ rate: z.number().nonnegative(), seconds: z.number().positive() })).min(1),
  }),
  z.object({ kind: z.literal('saturation'), connections: count.positive() }),
]);
export type PacingRecord = z.infer<typeof pacing>;

/** One round of load on one side: the unit of replication. */
export const roundOfLoad = traffic.extend({
  pacing,
  /** Asked for, in seconds and requests per second; the rate is null for closed load, whose answers decide it. */
  asked: z.object({ seconds: z.number().positive(), rate: z.number().positive().nullable() }),
  generator,
});
export type RoundOfLoad = z.infer<typeof roundOfLoad>;

/** What one statement did while load was counted, as pg_stat_statements has it. */
export const statementDelta = z.object({
  text: z.string(),
  calls: count,
  rows: count,
  seconds,
  blocksHit: count,
  blocksRead: count,
  walBytes: z.number().nonnegative(),
});
export type StatementDelta = z.infer<typeof statementDelta>;

/** The server side of a round. Whatever could not be seen is null. */
export const serverSide = z.object({
  /** CPU per second, in cores. */
  databaseCpu: z.number().nonnegative().nullable(),
  apiCpu: z.number().nonnegative().nullable(),
  /** Requests that waited for a connection of the API's pool, on average and at most over the looks. */
  poolWaiting: z.object({ mean: z.number(), most: z.number() }).nullable(),
  /** The longest event-loop lag that the API told of. */
  eventLoopLag: seconds.nullable(),
  /** The statements that took most time, most first. */
  statements: z.array(statementDelta).nullable(),
  /** What active sessions were seen waiting for, "Lock: tuple" or "CPU", as shares of all that was seen. */
  waits: z.record(z.string(), share),
  checkpoints: count.nullable(),
  /** Looks at which an autovacuum worker was seen. */
  autovacuum: count,
});
export type ServerSide = z.infer<typeof serverSide>;

/** Valid before good: whether a round can be read at all. */
export const validity = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('valid') }),
  z.object({
    outcome: z.literal('invalid'),
    /** The weightiest first; one sentence each, and what to change. */
    reasons: z
      .array(
        z.object({
          about: z.enum([
            'nothing',
            'ended',
            'timeouts',
            'errors',
            'dropped',
            'rate',
            'samples',
            'generator',
          ]),
          sentence: z.string(),
          remedy: z.string(),
        }),
      )
      .min(1),
  }),
]);
export type Validity = z.infer<typeof validity>;

export const loadRound = z.object({
  /** Since the load began. */
  at: seconds,
  /** Rounds of the same pair took turns within seconds of each other. */
  pair: count,
  /** The key of the target. */
  side: z.string(),
  round: roundOfLoad,
  server: serverSide,
  validity,
});
export type LoadRound = z.infer<typeof loadRound>;

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
      /** What says why the route changes. */
      explainedBy: z.object({ experiment: z.string(), variant: z.string() }).nullable(),
    }),
  ),
  allowance: z.object({ errors: share, timeouts: share, dropped: share }),
  /** After which a request counts as timed out. */
  timeout: seconds,
  claims: z.array(loadClaim),
});
export type ScenarioRecord = z.infer<typeof scenario>;

/** One of the APIs that take turns, on its arrangement. */
const side = z.object({
  id: z.string(),
  title: z.string(),
  /** Why its rounds ended early; null where they did not. */
  failure: z.string().nullable(),
  /** What a request of each route costs; null where pg_stat_statements is not there. */
  costs: z.array(routeCost).nullable(),
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

/** One arrival rate that was tried. */
export const capacityPoint = z.object({
  rate: z.number().positive(),
  outcome: z.enum(['holds', 'breaks', 'invalid']),
  /** Why it breaks, or is invalid; null where it holds. */
  reason: z.string().nullable(),
  /** Requests per second that were answered as expected. */
  achieved: z.number().nonnegative(),
  p50: seconds.nullable(),
  p95: seconds.nullable(),
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
  /** In the order in which they were tried. */
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
