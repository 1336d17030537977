import { z } from 'zod';
import type { Budget, GateSettings } from './budget.ts';

const text = z.string().min(1, 'must not be empty');
const names = z.array(text).min(1, 'must name at least one');
const amount = z.number().nonnegative('must not be below 0');
const share = z.number().min(0).max(1, 'must be a share of the requests, 0 … 1');

/** The usual slip is a percentage, which would allow everything. */
const growth = amount.max(1, 'must be 0 … 1: 0.05 is five per cent more');
/** The usual slip is milliseconds, which would allow everything too. */
const seconds = z
  .number()
  .positive('must be above 0')
  .max(60, 'must be in seconds, 60 at most: 0.25 is 250 ms');

/** What is there and asks for something. */
function says(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function saysSomething(value: object): boolean {
  return Object.values(value).some(says);
}

function allowed(atMost: z.ZodType<number>) {
  return z
    .strictObject({ atMost: atMost.exactOptional(), growth: growth.exactOptional() })
    .refine(saysSomething, 'must have atMost, growth or both');
}

const limits = {
  p50: allowed(seconds),
  p95: allowed(seconds),
  throughput: z
    .strictObject({
      atLeast: z.number().positive('must be above 0').exactOptional(),
      loss: z.number().min(0).lt(1, 'must be below 1: 0.1 is ten per cent fewer').exactOptional(),
    })
    .refine(saysSomething, 'must have atLeast, loss or both'),
  errors: z.strictObject({ atMost: share }),
  statements: allowed(amount),
  rows: allowed(amount),
  buffers: allowed(amount),
  walBytes: allowed(amount),
  plan: z
    .strictObject({
      noSequentialScanOn: names.exactOptional(),
      uses: names.exactOptional(),
      sameShape: z.boolean().exactOptional(),
    })
    .refine(saysSomething, 'must have noSequentialScanOn, uses or sameShape'),
};
const metrics = Object.keys(limits) as (keyof typeof limits)[];

/** Keys that one kind alone can have. */
const ofQueries = ['variant', 'classes'] as const;
const ofRoutes = ['throughput', 'errors'] as const;

/** What a budget must look like; whether there is what it names is in `budget-references.ts`. */
export const budgetSchema = z
  .strictObject({
    query: text.exactOptional(),
    route: text.exactOptional(),
    variant: text.exactOptional(),
    classes: names.exactOptional(),
    p50: limits.p50.exactOptional(),
    p95: limits.p95.exactOptional(),
    throughput: limits.throughput.exactOptional(),
    errors: limits.errors.exactOptional(),
    statements: limits.statements.exactOptional(),
    rows: limits.rows.exactOptional(),
    buffers: limits.buffers.exactOptional(),
    walBytes: limits.walBytes.exactOptional(),
    plan: limits.plan.exactOptional(),
  })
  .superRefine((budget, context) => {
    const { query, route } = budget;
    if ((query === undefined) === (route === undefined)) say('must have exactly one of query, route');
    else if (query === undefined) forbid(ofQueries, 'is for queries');
    else forbid(ofRoutes, 'is for routes: a query is executed, and answers nobody');
    if (!metrics.some((metric) => budget[metric] !== undefined)) {
      say(`must have at least one limit: ${metrics.join(', ')}`);
    }

    function forbid(keys: readonly (keyof typeof budget)[], message: string): void {
      for (const key of keys) if (budget[key] !== undefined) say(message, [key]);
    }
    function say(message: string, path: readonly PropertyKey[] = []): void {
      context.addIssue({ code: 'custom', message, path: [...path] });
    }
  }) as unknown as z.ZodType<Budget>;

/** What the settings of the gate must look like. */
export const gateSchema = z.strictObject({
  target: text.exactOptional(),
  prepare: z
    .array(z.array(text).min(1, 'must be a program and its arguments'), 'must be a list of commands')
    .exactOptional(),
  connections: z.number().int().positive('must be above 0').exactOptional(),
  pairs: z.number().int().positive('must be above 0').exactOptional(),
}) as unknown as z.ZodType<GateSettings>;
