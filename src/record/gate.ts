import { z } from 'zod';
import { answers, failure } from './experiment.ts';
import { mishaps } from './mishaps.ts';
import { plan } from './plan.ts';

const seconds = z.number().nonnegative();
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** The two versions that are held against each other. */
export const gateSideName = z.enum(['base', 'head']);
export type GateSideName = z.infer<typeof gateSideName>;

/** Where a version came from. */
export const gateSide = z.object({
  /** "origin/main", a folder, an address, a saved run, or "the working tree". */
  from: z.string(),
  commit: z.string().nullable(),
  /** Whether it had changes that are in no commit. */
  dirty: z.boolean(),
});
export type GateSide = z.infer<typeof gateSide>;

const allowed = z.object({ atMost: z.number().optional(), growth: z.number().optional() });

/** A budget as the suite has it. */
export const budget = z.object({
  kind: z.enum(['query', 'route']),
  /** The glob. */
  names: z.string(),
  /** Of queries; null for all of them. */
  classes: z.array(z.string()).nullable(),
  limits: z.object({
    p50: allowed.optional(),
    p95: allowed.optional(),
    throughput: z.object({ atLeast: z.number().optional(), loss: z.number().optional() }).optional(),
    errors: z.object({ atMost: share }).optional(),
    statements: allowed.optional(),
    rows: allowed.optional(),
    buffers: allowed.optional(),
    walBytes: allowed.optional(),
    plan: z
      .object({
        noSequentialScanOn: z.array(z.string()).optional(),
        uses: z.array(z.string()).optional(),
        sameShape: z.boolean().optional(),
      })
      .optional(),
  }),
});
export type BudgetRecord = z.infer<typeof budget>;

/** Something that may be broken for a while, and who says so. */
export const waiver = z.object({
  /** Of a check: `route:checkout/pay:p95`, `query:orders/recent:rare:buffers`. */
  id: z.string(),
  reason: z.string(),
  author: z.string(),
  /** The last day on which it holds: 2026-01-31. */
  expires: z.iso.date(),
});
export type Waiver = z.infer<typeof waiver>;

/** What repeats exactly from run to run, per execution of a query or per request of a route. */
export const exactFacts = z.object({
  /** Why it does not run; null where it does. */
  failure: failure.nullable(),
  statements: z.number().nonnegative(),
  rows: z.number().nonnegative(),
  buffers: z.number().nonnegative(),
  walBytes: z.number().nonnegative(),
  /** A plan for each statement and shape: what PostgreSQL settles on, or for a statement without a name the custom plan. */
  plans: z.array(plan),
  /** Statements that have a plan which could not be told, as far as their text is known. */
  unplanned: z.array(z.string()).default([]),
});
export type ExactFacts = z.infer<typeof exactFacts>;

/** Requests or executions on one side, one after another on each connection. */
export const burst = z.object({
  /** Of those answered as expected, in microseconds, in the order in which they were asked for. */
  micros: z.array(count),
  /** The others, by what went wrong. */
  mishaps: z.partialRecord(z.enum(mishaps), count.positive()),
  /** From the first request to the last answer. */
  seconds,
});
export type Burst = z.infer<typeof burst>;

/** Both sides in turns, with the same requests or parameters; who comes first in a turn, a coin decides. */
export const pair = z.object({
  base: burst,
  head: burst,
});
export type Pair = z.infer<typeof pair>;

/** The unit of replication: both APIs started fresh, or a fresh pair of connections. */
export const block = z.object({
  /** Since the gate began. */
  at: seconds,
  pairs: z.array(pair),
});
export type Block = z.infer<typeof block>;

/** A query in one parameter class, or a route of a scenario. */
export const gateSubject = z.object({
  kind: z.enum(['query', 'route']),
  /** `orders/recent:rare` or `checkout/pay`. */
  name: z.string(),
  /** Facts of each side; null where it does not have this query or route, or nothing can be known of it. */
  base: exactFacts.nullable(),
  head: exactFacts.nullable(),
  /** Whether budgets name it on the base and the head no longer has it: then nothing of it was measured. */
  gone: z.boolean().default(false),
  /** Of a query: how the head's answers compare with the base's; null where that was not looked at. */
  answers: answers.nullable(),
  /** Empty where it was not timed. */
  blocks: z.array(block),
  /** Why timing ended early or never began; null where all went well. */
  trouble: z.string().nullable(),
  /** The side that is that trouble, since it went away or did not start again; null of any other, such as too little time. */
  lost: gateSideName.nullable().default(null),
});
export type GateSubject = z.infer<typeof gateSubject>;

/** How timing is laid out and judged. */
export const gateSchedule = z.object({
  /** Blocks after which the results are looked at; the last is the most that are taken. */
  looks: z.array(z.number().int().positive()).min(1),
  /** Chance of one wrong "better" or "worse" over all looks and all that is gated, two-sided. */
  alpha: z.number().positive(),
  spending: z.enum(['obrien-fleming', 'pocock']),
  /** What blocks are: restarts and fresh connections; or rounds, where nothing can be restarted. */
  unit: z.enum(['block', 'round']),
  /** The least change that counts, and how near to 1 the same has to be: ratios above 1. */
  effect: z.number().min(1),
  tolerance: z.number().min(1),
  /** Of the permutation test for stalls, and the least ratio of the pooled p95 that counts. */
  stalls: z.object({ alpha: z.number().positive(), ratio: z.number().min(1) }),
  /** The longest that timing may take. */
  seconds,
});
export type GateSchedule = z.infer<typeof gateSchedule>;

/** Base against head: facts and raw latencies, no verdicts. */
export const gate = z.object({
  /** `exact`: nothing is timed, whatever the base is. `baseline`: the base is a saved run, so times are held against absolute limits alone. `calibrate`: both sides are the same. */
  mode: z.enum(['compare', 'exact', 'baseline', 'calibrate']),
  base: gateSide,
  head: gateSide,
  schedule: gateSchedule,
  budgets: z.array(budget),
  waivers: z.array(waiver),
  onUnclear: z.enum(['pass', 'fail']),
  subjects: z.array(gateSubject),
  /** Whether everything was measured that was to be. */
  complete: z.boolean(),
});
export type GateRecord = z.infer<typeof gate>;
