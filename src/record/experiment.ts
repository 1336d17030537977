import { z } from 'zod';
import { plan } from './plan.ts';

const seconds = z.number().nonnegative();
const bytes = z.number().nonnegative();

const value: z.ZodType<Value> = z.lazy(() =>
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

/** An index that a variant's SQL brings. */
const index = z.object({
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
  z.object({
    outcome: z.literal('ready'),
    seconds,
    indexes: z.array(index),
    /** When it was made, where that was in an earlier run that kept it: its times are of then. */
    keptFrom: z.string().optional(),
  }),
  z.object({ outcome: z.literal('failed'), failure }),
]);
export type Arrangement = z.infer<typeof arrangement>;

const answersRule = z.union([
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
const cell = z.object({
  /** Why it does not run; null where it does. */
  failure: failure.nullable(),
  /** null for the baseline, and where it does not run. */
  answers: answers.nullable(),
  /**
   * Plans for each statement, with the first parameter set: one where all its executions do the same, or several
   * with their numbers of executions. The i-th custom and the i-th generic one belong together. Empty where it does not run.
   */
  plans: z.object({ custom: z.array(plan), generic: z.array(plan) }),
  /** Which kind of plan PostgreSQL itself settles on after five executions of the statement, per plan; null where unknown. */
  settled: z.array(z.enum(['custom', 'generic'])).nullable(),
  /** The rung on which the climb ended before it was timed; null where it was timed. */
  stopped: z.enum(['runs', 'answers', 'used']).nullable(),
});
export type Cell = z.infer<typeof cell>;

/** Executions of all variants that take turns: the unit of replication. */
const round = z.object({
  /** Since the run began. */
  at: seconds,
  /** By variant; the i-th sample of each has the same parameters and was taken in the same turn. */
  samples: z.record(z.string(), z.array(seconds)),
  /** A checkpoint or autovacuum that fell into the round, in words. */
  disturbed: z.array(z.string()),
});
export type Round = z.infer<typeof round>;

const parameterClass = z.object({
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

const variant = z.object({
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

const claim = z.object({
  says: z.string(),
  before: seconds.nullable(),
  after: seconds.nullable(),
  /** Least and most, as claimed. */
  factor: z.tuple([z.number().positive(), z.number().positive()]),
  /** Of all indexes together. */
  size: bytes.nullable(),
  /** Of single ones, by name; absent where none is claimed. */
  sizes: z.record(z.string(), bytes).optional(),
  asWritten: z.string(),
  repaired: z.string().nullable(),
});
export type ClaimRecord = z.infer<typeof claim>;

export const experiment = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  /** What a reader should know beside the verdict; absent where there is nothing. */
  note: z.string().optional(),
  claim: claim.nullable(),
  /** The first is the baseline. */
  variants: z.array(variant).min(2),
  classes: z.array(parameterClass),
  /** Whether everything that was asked for was measured; false where the run was cut short. */
  complete: z.boolean(),
});
export type ExperimentRecord = z.infer<typeof experiment>;
