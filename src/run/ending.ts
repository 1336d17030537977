import { orDiskFull } from '../database/disk-full.ts';
import type { Server } from '../database/server.ts';
import { BenchError } from '../errors.ts';
import type { Run } from '../record/run.ts';

/** A signal that is aborted when the server goes away. */
export interface Loss extends Disposable {
  readonly signal: AbortSignal;
}

/** Turns the loss of a server into an abort; disposing says that the server may go now. */
export function lossOf(server: Server): Loss {
  const controller = new AbortController();
  let expected = false;
  const notice = async (): Promise<void> => {
    const reason = await server.lost;
    if (!expected) controller.abort(new BenchError('server-lost', reason));
  };
  void notice();
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      expected = true;
    },
  };
}

/**
 * The problem that ended a run early: what aborted it, or what a user can mend; null for a bug.
 * A statement that fails because its server just died or its connection was cut is not the cause.
 */
export function endedBy(error: unknown, signal: AbortSignal): BenchError | null {
  if (signal.aborted && signal.reason instanceof BenchError) return signal.reason;
  const problem = orDiskFull(error);
  return problem instanceof BenchError ? problem : null;
}

/** What the record says of an early end. */
export function statusOf(error: unknown): Pick<Run, 'status' | 'reason'> {
  const interrupted = error instanceof BenchError && error.code === 'interrupted';
  return {
    status: interrupted ? 'interrupted' : 'failed',
    // That it was interrupted is all there is to say.
    reason: interrupted ? null : error instanceof Error ? error.message : String(error),
  };
}
