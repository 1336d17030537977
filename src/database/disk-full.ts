/** What PostgreSQL calls `disk_full`. */
const sqlstate = '53100';

/** Whether something failed for want of room, as PostgreSQL, Node and `initdb` say it. */
export function isDiskFull(error: unknown): boolean {
  const { code, message } = error as Partial<{ code: string; message: string }>;
  return code === sqlstate || code === 'ENOSPC' || (message ?? '').includes('No space left on device');
}
