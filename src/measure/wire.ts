import type { Connection } from '../database/connect.ts';

/** Takes the time of what is asked on a connection. */
export interface Stopwatch {
  /**
   * @returns by the clock, in its unit
   * @throws what the work throws
   */
  time(work: () => Promise<unknown>, now: () => number): Promise<number>;
}

/**
 * From when the first bytes of the work are handed to the socket until the last of its answer are here; where it asked
 * nothing, how long it took.
 *
 * Without what node-postgres does before it sends and once all is here: that is tens of microseconds, as much as a lookup
 * by key, the same for any statement, and the noisiest part. Of an answer that comes in several pieces it counts what is
 * done with all but the last.
 */
export function wireOf(db: Connection): Stopwatch {
  const { stream } = db.connection;
  let now = unwound;
  let sent: number | null = null;
  let received: number | null = null;
  // node-postgres corks its messages and sends them together when it uncorks.
  const uncork = stream.uncork.bind(stream);
  stream.uncork = () => {
    sent ??= now();
    uncork();
  };
  // Before its parser, which was there first.
  stream.prependListener('data', () => {
    received = now();
  });
  return {
    async time(work, clock) {
      now = clock;
      [sent, received] = [null, null];
      const began = now();
      await work();
      return (received ?? now()) - (sent ?? began);
    },
  };
}

/** Before anything was timed. */
const unwound = (): number => Number.NaN;
