import { z } from 'zod';

/** Raised whenever a line of the old shape can no longer be read. */
export const historyVersion = 1;

/** Seconds; an end is null where there was too little to bound it. */
const interval = z.object({
  estimate: z.number().positive(),
  low: z.number().positive().nullable(),
  high: z.number().positive().nullable(),
});

/** Times that are kept of a query (the median alone) or a route. */
export const historyTime = z.enum(['p50', 'p95']);
export type HistoryTime = z.infer<typeof historyTime>;

/** What is counted per execution or request, and repeats exactly. */
export const historyCount = z.enum(['statements', 'rows', 'buffers', 'walBytes']);
export type HistoryCount = z.infer<typeof historyCount>;

/** What one run says about one query or route. What is not known is absent. */
const subject = z.object({
  kind: z.enum(['query', 'route']),
  /**
   * `orders/recent:index:rare` (experiment, variant, class) and `peak/list:after:k6` (scenario, request, side, driver);
   * of a gate `orders/recent:rare` and `checkout/pay`, so that what was measured in another way is another series.
   */
  name: z.string(),
  times: z.partialRecord(historyTime, interval),
  counts: z.partialRecord(historyCount, z.number().nonnegative()),
});
export type HistorySubject = z.infer<typeof subject>;

/** One run in one line: what it came to, for looking at trends. */
export const historyEntry = z.object({
  version: z.literal(historyVersion),
  /** Its id. */
  run: z.string(),
  /** When it began. */
  at: z.iso.datetime(),
  commit: z.string().nullable(),
  /** Whether it had changes that are in no commit. */
  dirty: z.boolean(),
  machine: z.object({ cpu: z.string(), cores: z.number().int().positive() }),
  /** Its name. */
  suite: z.string(),
  /** Version of PostgreSQL. */
  server: z.string(),
  data: z.object({ scale: z.string(), hash: z.string() }).nullable(),
  subjects: z.array(subject),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
