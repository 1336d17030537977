import { z } from 'zod';

const count = z.number();
const seconds = z.number();

/** Blocks of 8 kB that a node and its children touched, summed over loops, as EXPLAIN counts them. */
export const buffers = z.object({
  hit: count,
  read: count,
  dirtied: count,
  written: count,
  temporaryRead: count,
  temporaryWritten: count,
  /** Of hit and read, what the node touched itself and its children did not. */
  self: count,
});
export type Buffers = z.infer<typeof buffers>;

/** A condition that a node applies: an index condition, a filter, a join's condition. */
export const condition = z.object({
  /** As EXPLAIN names it: "Index Cond", "Filter", "Recheck Cond", "Hash Cond", "Join Filter". */
  kind: z.string(),
  text: z.string(),
  /** Rows that it threw away, over all loops; null where EXPLAIN does not say. */
  removed: count.nullable(),
});
export type Condition = z.infer<typeof condition>;

/** One node of a plan. Row counts and times are totals over all loops, never averages per loop. */
export const planNode = z.object({
  /** "Index Scan", "Sort", "Aggregate": EXPLAIN's node type, with parallel and strategy words put before it. */
  type: z.string(),
  /** As EXPLAIN's text form heads the node: "Index Scan using orders_pkey on orders o". */
  label: z.string(),
  relation: z.string().nullable(),
  alias: z.string().nullable(),
  index: z.string().nullable(),
  /** How it hangs under its parent: "Outer", "Inner", "InitPlan", "SubPlan", "Member". */
  relationship: z.string().nullable(),
  /** "CTE filtered", "SubPlan 1 (returns $0)". */
  subplan: z.string().nullable(),
  /** What the planner expected over as many loops as were executed, or of all processes that share the rows; over one where none was. */
  estimatedRows: count,
  /** null: never executed, a plan without ANALYZE, or a bitmap, which is not counted in rows. */
  rows: count.nullable(),
  /** Whether an ancestor can stop it before its last row (LIMIT, EXISTS, a semi-join): then few rows are no misestimate. */
  mayStopEarly: z.boolean(),
  loops: count,
  width: count,
  cost: z.object({ startup: count, total: count }),
  /** Wall-clock; `total` includes the children, `self` does not (never below 0). null without timing. */
  time: z.object({ total: seconds, self: seconds }).nullable(),
  /** Including the children; null without BUFFERS. */
  buffers: buffers.nullable(),
  conditions: z.array(condition),
  sortKeys: z.array(z.string()),
  /** "top-N heapsort, 42 kB", "external merge, 1,024 kB on disk"; null where the node does not sort or hash. */
  memory: z.string().nullable(),
  workers: z.object({ planned: count, launched: count }).nullable(),
  heapFetches: count.nullable(),
  get children() {
    return z.array(planNode);
  },
});
export type PlanNode = z.infer<typeof planNode>;

/** What the planner chose for one statement, and what executing it did. */
export const plan = z.object({
  /** Whether it knew the parameters' values. */
  mode: z.enum(['custom', 'generic']),
  statement: z.string(),
  /**
   * How many executions of the statement do exactly this in one call of what runs it, with the first parameter set; 0 where
   * only other sets lead to it. Absent where that is not known: of records from before it was counted, and of routes.
   */
  executions: count.optional(),
  root: planNode,
  planning: seconds.nullable(),
  execution: seconds.nullable(),
  /** Planner settings that differ from their defaults. */
  settings: z.record(z.string(), z.string()),
  /** Turning the rows into what the client gets, which EXPLAIN otherwise leaves out; null before PostgreSQL 17. */
  serialization: z.object({ time: seconds, bytes: count }).nullable(),
  wal: z.object({ records: count, fullPageImages: count, bytes: count }).nullable(),
  jit: z.object({ functions: count, total: seconds }).nullable(),
});
export type Plan = z.infer<typeof plan>;
