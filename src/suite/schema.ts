import { z } from 'zod';
import { budgetSchema, gateSchema } from './budget-schema.ts';
import type { Cell, Seeding, Table } from './dataset.ts';
import type { ParameterSet, Procedure, Value } from './experiment.ts';
import type { Random } from './random.ts';
import { scenarioSchema } from './scenario-schema.ts';
import type { Sql } from './sql.ts';
import type { Suite } from './suite.ts';
import { isFunction, isSql, sqlSource } from './source-schema.ts';
import { targetSchema } from './target-schema.ts';

const text = z.string().min(1, 'must not be empty');
const positive = z.number().positive('must be above 0');

/** Numbers as keys would lose their place, and the first variant is the baseline: names begin with a letter. */
const nameRule = 'must begin with a letter: letters, digits, spaces, dashes';
const name = z.string().regex(/^[a-z][\w -]*$/i, nameRule);

/** Entries with names of that kind. */
function named<Entry extends z.ZodType>(entry: Entry) {
  return z.record(name, entry, { error: ({ code }) => (code === 'invalid_key' ? nameRule : undefined) });
}

const statement = z.custom<Sql>(isSql, 'must be a statement: sql`…`');
const procedure = z.custom<Procedure>(isFunction, 'must be a function');

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value)], {
    error: 'must be a string, a number, a boolean, null, or a list of those',
  }),
);
const parameterSet: z.ZodType<ParameterSet> = z.record(z.string(), value);
const parameterClass = z.union(
  [
    statement,
    z.array(parameterSet).min(1),
    z.custom<(random: Random) => ParameterSet>(isFunction, 'must be a function'),
  ],
  {
    error:
      'must be a query over the data (sql`…`), a list of parameter sets that is not empty, or a function',
  },
);

const answers = z.union([z.literal('same rows'), z.literal('same set'), z.strictObject({ differ: text })], {
  error: `must be 'same rows', 'same set' or { differ: 'in which way' }`,
});

const variant = z.strictObject({
  title: text.exactOptional(),
  note: text.exactOptional(),
  schema: sqlSource.exactOptional(),
  run: z
    .union([statement, procedure], { error: 'must be a statement (sql`…`) or a function that runs some' })
    .exactOptional(),
  answers: answers.exactOptional(),
});

const factor = z.union(
  [
    positive,
    z
      .tuple([positive, positive])
      .refine(([least, most]) => least <= most, 'must be [least, most]')
      .readonly(),
  ],
  { error: 'must be a number above 0, or [least, most]' },
);

const claim = z.strictObject({
  says: text,
  before: positive.exactOptional(),
  after: positive.exactOptional(),
  factor,
  size: positive.exactOptional(),
  sizes: z.record(text, positive).exactOptional(),
  asWritten: name,
  repaired: name.exactOptional(),
});

const experiment = z.strictObject({
  id: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must look like `area/name`: letters, digits, dashes'),
  title: text,
  source: text,
  note: text.exactOptional(),
  claim: claim.exactOptional(),
  parameters: named(parameterClass).refine(isNotEmpty, 'must have at least one class'),
  answers,
  variants: named(variant).refine(
    (variants) => Object.keys(variants).length >= 2,
    'must be two or more: a baseline and what is held against it',
  ),
});

const table = z.strictObject({
  columns: z.array(text).min(1),
  rows: z.custom<Table['rows']>(isFunction, 'must be a function of the factor'),
  row: z.custom<(index: number, random: Random, seeding: Seeding) => readonly Cell[]>(
    isFunction,
    'must be a function of (index, random, seeding)',
  ),
});

const dataset = z.strictObject({
  schema: sqlSource,
  constraints: sqlSource,
  now: z.iso.datetime({ offset: true, error: 'must be a moment as ISO 8601 has it: 2026-01-06T12:00:00Z' }),
  scales: z
    .record(z.string(), positive)
    .refine((scales) => scales['default'] === 1, 'must have `default: 1`'),
  tables: z.record(text, table).refine(isNotEmpty, 'must have at least one table'),
  describe: z.record(text, z.array(text)).exactOptional(),
});

/** What a suite must look like in itself; what its parts say of each other is in `references.ts`. */
export const suiteSchema: z.ZodType<Suite> = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
  title: text,
  document: text.exactOptional(),
  notCovered: z.array(text).exactOptional(),
  dataset,
  experiments: z.array(experiment).min(1, 'must have at least one experiment'),
  targets: named(targetSchema).refine(isNotEmpty, 'must have at least one target').exactOptional(),
  scenarios: z.array(scenarioSchema).exactOptional(),
  budgets: z.array(budgetSchema).exactOptional(),
  gate: gateSchema.exactOptional(),
});

function isNotEmpty(value: object): boolean {
  return Object.keys(value).length > 0;
}
