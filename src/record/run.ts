import { z } from 'zod';
import { plan } from './plan.ts';

/** Raised whenever a record of the old shape can no longer be read. */
export const formatVersion = 1;

const seconds = z.number().nonnegative();
const bytes = z.number().nonnegative();
const timestamp = z.iso.datetime();

export const value: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value)]),
);
export type Value = string | number | boolean | null | readonly Value[];

/** Something that went wrong in PostgreSQL, in its own words. */
export const failure = z.object({
  /** SQLSTATE, or a code of ours where the server did not answer. */
  code: z.string(),
  message: z.string(),
  /** The statement that failed. */
  statement: z.string().nullable(),
});
export type Failure = z.infer<typeof failure>;

/** What weakens a result but does not stop it; shown as a footnote. */
export const warning = z.object({
  /** The experiment, table or stage that it is about. */
  about: z.string(),
  sentence: z.string(),
  /** What to do next. */
  remedy: z.string(),
});
export type Warning = z.infer<typeof warning>;

export const environment = z.object({
  os: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memory: bytes,
  node: z.string(),
  /** Of this program. */
  version: z.string(),
  /** Of the repository in which it ran; null outside one. */
  revision: z.object({ commit: z.string(), dirty: z.boolean() }).nullable(),
  /** Load average over the last minute, when the run began. */
  load: z.number(),
});
export type Environment = z.infer<typeof environment>;

export const server = z.object({
  kind: z.enum(['embedded', 'url', 'container']),
  version: z.string(),
  versionNumber: z.number().int(),
  /** Settings that differ from PostgreSQL's defaults. */
  settings: z.record(z.string(), z.string()),
});

/** What the data panel shows of one column. */
export const columnPanel = z.object({
  name: z.string(),
  /** Average, as pg_stats has it. */
  width: bytes,
  /** Estimated number of distinct values. */
  distinct: z.number(),
  nulls: z.number().min(0).max(1),
  /** Most common values and their share of the rows, most common first. */
  common: z.array(z.object({ value: z.string(), share: z.number() })),
});

export const tablePanel = z.object({
  name: z.string(),
  rows: z.number().int(),
  /** Heap and TOAST, without indexes. */
  bytes,
  indexBytes: bytes,
  columns: z.array(columnPanel),
});
export type TablePanel = z.infer<typeof tablePanel>;

export const dataset = z.object({
  scale: z.string(),
  factor: z.number().positive(),
  seed: z.number().int(),
  /** Content hash of every byte that went through COPY. */
  hash: z.string(),
  now: timestamp,
  /** Whether this run made the data, or found it. */
  reused: z.boolean(),
  seconds,
  tables: z.array(tablePanel),
});
export type DatasetRecord = z.infer<typeof dataset>;

/** An index that a variant's SQL brings. */
export const index = z.object({
  name: z.string(),
  table: z.string(),
  definition: z.string(),
  bytes,
  /** Building it took this long; null where the SQL that made it did more than that. */
  seconds: seconds.nullable(),
});
export type IndexRecord = z.infer<typeof index>;

/** What became of a variant's SQL: a clone of the seeded database with it applied, or the reason why not. */
export const arrangement = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('ready'), seconds, indexes: z.array(index) }),
  z.object({ outcome: z.literal('failed'), failure }),
]);
export type Arrangement = z.infer<typeof arrangement>;

export const answersRule = z.union([
  z.literal('same rows'),
  z.literal('same set'),
  z.object({ differ: z.string() }),
]);

/** How a variant's answers compare with the baseline's, over all parameter sets of a class. */
export const answers = z.object({
  /** Whether they satisfy the variant's rule; a documented difference always does. */
  satisfied: z.boolean(),
  /** Parameter sets whose rows differ from the baseline's: in their order for `same rows`, as a set otherwise; … */
  differing: z.number().int(),
  /** … of this many. */
  sets: z.number().int(),
  /** Rows answered, smallest and largest over the sets, by baseline and by variant. */
  rows: z.object({
    baseline: z.tuple([z.number(), z.number()]),
    variant: z.tuple([z.number(), z.number()]),
  }),
  /** One parameter set that answers differently, with a row that only one side has; neither where only the order differs. */
  example: z
    .object({
      parameters: z.record(z.string(), value),
      onlyBaseline: z.string().nullable(),
      onlyVariant: z.string().nullable(),
    })
    .nullable(),
});
export type AnswersRecord = z.infer<typeof answers>;

/** What was found out about one variant in one parameter class, as far up the ladder as it came. */
export const cell = z.object({
  /** Why it does not run; null where it does. */
  failure: failure.nullable(),
  /** null for the baseline, and where it does not run. */
  answers: answers.nullable(),
  /** A plan for each statement, with the first parameter set; empty where it does not run. */
  plans: z.object({ custom: z.array(plan), generic: z.array(plan) }),
  /** Which kind of plan PostgreSQL itself settles on after five executions, per statement; null where unknown. */
  settled: z.array(z.enum(['custom', 'generic'])).nullable(),
  /** The rung on which the climb ended before it was timed; null where it was timed. */
  stopped: z.enum(['runs', 'answers', 'used']).nullable(),
});
export type Cell = z.infer<typeof cell>;

/** Executions of all variants that take turns: the unit of replication. */
export const round = z.object({
  /** Since the run began. */
  at: seconds,
  /** By variant; the i-th sample of each has the same parameters and was taken in the same turn. */
  samples: z.record(z.string(), z.array(seconds)),
  /** A checkpoint or autovacuum that fell into the round, in words. */
  disturbed: z.array(z.string()),
});
export type Round = z.infer<typeof round>;

export const parameterClass = z.object({
  name: z.string(),
  /** The sets that were drawn; the executions take them in turn. */
  sets: z.array(z.record(z.string(), value)),
  /** Why no sets could be drawn; null where they could. */
  failure: failure.nullable(),
  /** By variant. */
  cells: z.record(z.string(), cell),
  rounds: z.array(round),
});
export type ParameterClassRecord = z.infer<typeof parameterClass>;

export const variant = z.object({
  id: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  /** The SQL that arranges the database for it; null for the seeded schema. */
  schema: z.string().nullable(),
  /** What the application runs, with placeholders; for a procedure, the statements it was seen to run. */
  statements: z.array(z.object({ text: z.string(), parameters: z.array(z.string()) })),
  /** Whether a procedure (application code) runs them. */
  procedure: z.boolean(),
  answers: answersRule,
  arrangement,
});
export type VariantRecord = z.infer<typeof variant>;

export const claim = z.object({
  says: z.string(),
  before: seconds.nullable(),
  after: seconds.nullable(),
  /** Least and most, as claimed. */
  factor: z.tuple([z.number().positive(), z.number().positive()]),
  size: bytes.nullable(),
  asWritten: z.string(),
  repaired: z.string().nullable(),
});
export type ClaimRecord = z.infer<typeof claim>;

export const experiment = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  claim: claim.nullable(),
  /** The first is the baseline. */
  variants: z.array(variant).min(2),
  classes: z.array(parameterClass),
  /** Whether everything that was asked for was measured; false where the run was cut short. */
  complete: z.boolean(),
});
export type ExperimentRecord = z.infer<typeof experiment>;

/** How timing was laid out, so that the judgement can be made again from the record. */
export const schedule = z.object({
  /** Rounds after which the results are looked at; the last is the most that are taken. */
  looks: z.array(z.number().int().positive()).min(1),
  /** Chance of a wrong "better" or "worse" over all the looks, two-sided. */
  alpha: z.number().positive(),
  /** How that chance is spread over the looks (Lan & DeMets): hardly any of it at early ones, or about as much at each. */
  spending: z.enum(['obrien-fleming', 'pocock']),
});
export type Schedule = z.infer<typeof schedule>;

/** One run of a suite: facts and raw samples, no averages and no verdicts. Seconds, bytes, rows. */
export const run = z.object({
  format: z.literal(formatVersion),
  id: z.string(),
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  /** Why it ended early; null where it did not. */
  reason: z.string().nullable(),
  startedAt: timestamp,
  finishedAt: timestamp.nullable(),
  suite: z.object({ name: z.string(), title: z.string(), document: z.string().nullable() }),
  /** What was asked for; `only` null means all experiments. */
  request: z.object({
    quick: z.boolean(),
    only: z.string().nullable(),
    command: z.string(),
    /** Seeds the schedule: the order of the turns, and parameters drawn by functions. */
    seed: z.number().int(),
  }),
  schedule,
  environment,
  server,
  dataset: dataset.nullable(),
  /** Round trips of an empty prepared statement: what the client and the connection cost. */
  overhead: z.array(seconds),
  experiments: z.array(experiment),
  warnings: z.array(warning),
});
export type Run = z.infer<typeof run>;
