import { z } from 'zod';
import type { Sql } from './sql.ts';

/** SQL as a suite gives it: the path of a file beside it, or the text itself. */
export const sqlSource = z.custom<string | Sql>(
  (value) => isSql(value) || (typeof value === 'string' && value.length > 0),
  'must be the path of an SQL file, or the text itself: sql`…`',
);

export function isSql(value: unknown): value is Sql {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    'parameters' in value &&
    'parts' in value
  );
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
