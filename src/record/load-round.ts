import { z } from 'zod';
import { grid } from './grid.ts';
import { mishaps } from './mishaps.ts';

export type { Mishap } from './mishaps.ts';

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

export const routeOfLoad = z.object({
  name: z.string(),
  /** Requests that began within the counted time and were answered as expected. */
  answered: count,
  /** The others that began within it, by what went wrong; kinds that did not occur are absent. */
  mishaps: z.partialRecord(z.enum(mishaps), count.positive()),
  /** From sending the request to the end of its answer, for those answered as expected; null where there are none. */
  service: distribution.nullable(),
  /** From the moment at which the request was due, which open load alone knows. */
  scheduled: distribution.nullable(),
});
export type RouteOfLoad = z.infer<typeof routeOfLoad>;

/** Of all routes together. */
const ofAllRoutes = routeOfLoad.omit({ name: true });
export type AllRoutes = z.infer<typeof ofAllRoutes>;

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
  /**
   * Answered as expected within the counted time, whenever they began: what an API gets done, which under open load is less
   * than what is ever answered. Absent where the driver does not tell, and in records of before it was kept.
   */
  completed: count.optional(),
  /** Received with headers; over the whole round where the driver cannot tell. */
  bytes: count,
  /** All routes together. */
  total: ofAllRoutes,
  /**
   * The total by the third of the counted time in which requests began, so that a queue that grows shows. At a steady rate
   * alone, and absent in records of before it was kept.
   */
  thirds: z.array(ofAllRoutes).length(3).optional(),
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
  /**
   * Which of the side's processes answered: raised whenever it was started anew. null where that is not known: somebody
   * else's API, and records of before it was kept.
   */
  process: count.nullable().default(null),
  round: roundOfLoad,
  server: serverSide,
  validity,
});
export type LoadRound = z.infer<typeof loadRound>;
