import { z } from 'zod';
import { isFunction, sqlSource } from './source-schema.ts';
import type { Target } from './target.ts';

const text = z.string().min(1, 'must not be empty');

/** What an API under test must look like. */
export const targetSchema = z
  .strictObject({
    command: z.array(text).min(1).exactOptional(),
    cwd: text.exactOptional(),
    start: z.custom<object>(isFunction, 'must be a function').exactOptional(),
    title: text.exactOptional(),
    schema: sqlSource.exactOptional(),
    env: z.record(text, z.string()).exactOptional(),
    ready: z.string().startsWith('/', 'must be a path that begins with /').exactOptional(),
    readyWithin: z.number().positive('must be above 0').exactOptional(),
  })
  .refine(({ command, start }) => (command === undefined) !== (start === undefined), {
    error: 'must have exactly one of command, start',
  }) as unknown as z.ZodType<Target>;
