import { z } from 'zod';
import { answers } from '../../record/experiment.ts';
import { gate, gateSide, waiver } from '../../record/gate.ts';

/** Raised whenever something that reads the summary of the old shape would misread it. */
export const gateSummaryVersion = 1;

const kind = z.enum(['query', 'route']);

/** JSON has no infinity: what the sample cannot bound is null, and so is an estimate without samples. */
const interval = z
  .object({ estimate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
  .describe('An estimate with its 95 % interval; null where the sample does not bound it.');

const ratio = interval.nullable().describe('Head divided by base; null where they cannot be compared.');

const check = z.object({
  id: z.string().describe('What a waiver names: route:checkout/pay:p95.'),
  kind,
  subject: z.string(),
  metric: z.enum(['p50', 'p95', 'throughput', 'errors', 'statements', 'rows', 'buffers', 'walBytes', 'plan']),
  allowed: z.string(),
  base: z
    .number()
    .nullable()
    .describe('In seconds, requests per second, a share, a count or bytes, by the metric.'),
  head: z.number().nullable(),
  change: ratio,
  outcome: z.enum(['kept', 'broken', 'waived', 'unclear', 'invalid']),
  sentence: z.string().describe('The evidence, and for unclear and invalid what would change it.'),
  waiver: waiver.nullable(),
});

const times = z.object({
  metric: z.enum(['p50', 'p95', 'p99']),
  baseSeconds: interval.nullable(),
  headSeconds: interval.nullable(),
  ratio,
  verdict: z
    .enum(['better', 'worse', 'same', 'unclear', 'invalid'])
    .nullable()
    .describe('null where it is reported only.'),
  sentence: z.string(),
  blocks: z.number().int(),
  pairs: z.number().int(),
  detectable: z
    .number()
    .nullable()
    .describe('The smallest growth that could have been found, as a ratio above 1.'),
});

const stalls = z.object({
  ratio: z.number().nullable().describe('p95 of all requests together, head divided by base.'),
  p: z.number().nullable(),
  base: z.number().int().describe('Bursts far above what is usual.'),
  head: z.number().int(),
  alarm: z.boolean(),
  needed: z
    .number()
    .int()
    .nullable()
    .describe('Blocks in all that could tell whether a large ratio is chance; null where there are as many.'),
});

const subject = z.object({
  kind,
  name: z.string(),
  times: z.array(times),
  throughput: ratio,
  stalls: stalls.nullable(),
  invalid: z
    .string()
    .nullable()
    .describe('Why the times may not be read, and what to change; null where they may.'),
  differences: z
    .array(
      z.object({
        metric: z.enum(['statements', 'rows', 'buffers', 'walBytes']),
        base: z.number(),
        head: z.number(),
      }),
    )
    .describe('What repeats exactly and is not as it was.'),
  plans: z
    .array(z.object({ statement: z.string(), sentence: z.string() }))
    .describe('Statements whose plan is not what it was.'),
  answers: answers.nullable().describe('Where the head answers otherwise than the base.'),
});

/** What a gate came to, for programs. */
export const gateSummary = z
  .object({
    format: z.literal(gateSummaryVersion),
    run: z.object({
      id: z.string(),
      suite: z.string(),
      status: z.enum(['running', 'complete', 'interrupted', 'failed']),
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime().nullable(),
      command: z.string().describe('What to type to get it again.'),
      seed: z.number().int(),
      postgresql: z.object({ version: z.string(), from: z.enum(['embedded', 'url', 'container']) }),
      cores: z.number().int(),
    }),
    mode: gate.shape.mode,
    base: gateSide,
    head: gateSide,
    complete: z.boolean().describe('Whether everything was measured that was to be.'),
    onUnclear: gate.shape.onUnclear,
    outcome: z.enum(['passed', 'failed', 'unclear', 'invalid']),
    headline: z.string(),
    noise: z
      .number()
      .nullable()
      .describe('Half of the blocks of the base differ from themselves by less than this ratio.'),
    checks: z.array(check).describe('What fails first, then what is unclear, then the rest.'),
    subjects: z.array(subject),
    waivers: z.array(waiver),
    warnings: z.array(z.string()).describe('What weakens the answer.'),
  })
  .meta({
    title: 'What bench gate came to',
    description:
      'Written by `bench report run.json --format json`. Base units: seconds, bytes, rows, shares, ratios.',
  });
export type GateSummary = z.infer<typeof gateSummary>;

/** The schema as it is published. Programs must bear fields that they do not know: later versions add some. */
export function gateJsonSchema(): string {
  const schema = z.toJSONSchema(gateSummary, {
    io: 'input',
    override: ({ jsonSchema }) => simplify(jsonSchema),
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Without what the format and the type say already, in expressions that nobody reads. */
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
