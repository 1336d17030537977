import { BenchError } from '../errors.ts';

/** What PostgreSQL calls `disk_full`. */
const sqlstate = '53100';

/** Whether something failed for want of room, as PostgreSQL, Node and `initdb` say it. */
export function isDiskFull(error: unknown): boolean {
  return shortageIn(error) !== undefined;
}

/** The error that says so: this one, or one behind it that another has been made of. */
function shortageIn(error: unknown): { readonly message: string } | undefined {
  const { code, message = '', cause } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === sqlstate || code === 'ENOSPC' || message.includes('No space left on device'))
    return { message };
  return cause === undefined ? undefined : shortageIn(cause);
}

/**
 * What is to be thrown on: the problem `disk-full` where something failed for want of room, and what it was otherwise.
 *
 * @param where there was none; the error's own words unless said otherwise
 */
export function orDiskFull(error: unknown, where?: string): unknown {
  const shortage = shortageIn(error);
  if (error instanceof BenchError || shortage === undefined) return error;
  return new BenchError('disk-full', where ?? shortage.message);
}
