import type { Duplex } from 'node:stream';
import type { Connection } from '../database/connect.ts';

/** Takes the time of what is asked on a connection where its bytes leave and arrive. */
export interface Wire {
  /**
   * @returns from when the first bytes of the work are handed to the socket until the last of its answer are here, by the
   *   clock; where it asked nothing, how long it took
   * @throws what the work throws
   */
  time(work: () => Promise<unknown>, now: () => number): Promise<number>;
}

/**
 * Without what node-postgres does before it sends and after it has received: that is tens of microseconds, as much as a
 * lookup by key, the same for all variants, and the noisiest part. Between the statements of a procedure it counts, as it
 * does in an application.
 */
export function wireOf(db: Connection): Wire {
  const { stream } = (db as Connection & { readonly connection: { readonly stream: Duplex } }).connection;
  let now = (): number => Number.NaN;
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
