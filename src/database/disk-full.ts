import { BenchError } from '../errors.ts';

/** What PostgreSQL calls `disk_full`. */
const sqlstate = '53100';

/** Whether something failed for want of room, as PostgreSQL, Node and `initdb` say it. */
export function isDiskFull(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Partial<{ code: string; message: string }>;
  return code === sqlstate || code === 'ENOSPC' || (message ?? '').includes('No space left on device');
}

/**
 * What is to be thrown on: the problem `disk-full` where something failed for want of room, and what it was otherwise.
 *
 * @param where there was none; the error's own words unless said otherwise
 */
export function orDiskFull(error: unknown, where?: string): unknown {
  if (error instanceof BenchError || !isDiskFull(error)) return error;
  return new BenchError('disk-full', where ?? (error as Error).message);
}
