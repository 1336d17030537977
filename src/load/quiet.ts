import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../database/connect.ts';
import { lookAtApi } from './api-side.ts';
import type { RunningTarget } from './target.ts';

/** How often it is looked, in milliseconds. */
const interval = 50;

const working = `
  SELECT count(*)::int AS sessions FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'`;

/** In seconds: how long an API may go on after a round; one that cannot be started anew gets longer. */
const patience = { restartable: 1, other: 20 };

/** What is rested: an API with its database, and how it is started anew on the same data, if it is ours to start. */
export interface Resting {
  readonly target: Pick<RunningTarget, 'url'>;
  readonly db: Connection | null;
  readonly restart?: () => Promise<RunningTarget>;
}

/**
 * Lets an API come to rest after a round of load, so that what it still works on is not measured with what comes next.
 *
 * @returns the process that stands for it from now on, where it had to be started anew
 */
export async function restAfterRound({ target, db, restart }: Resting): Promise<RunningTarget | null> {
  const seconds = restart === undefined ? patience.other : patience.restartable;
  const quiet = await untilQuiet(target.url, db, seconds);
  return quiet || restart === undefined ? null : restart();
}

/**
 * Waits until an API has nothing left to do: a client that gives up does not take back what it asked for, and an API
 * that was asked for too much goes on working on it for minutes, beside whatever is measured next.
 *
 * @param seconds to wait at most
 * @returns whether it came to rest
 */
async function untilQuiet(url: string, db: Connection | null, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isQuiet(url, db))) {
    if (performance.now() >= deadline) return false;
    await sleep(interval);
  }
  return true;
}

async function isQuiet(url: string, db: Connection | null): Promise<boolean> {
  if (db !== null) {
    // A server that does not answer any more is not at work either.
    const { rows } = await db.query<{ sessions: number }>(working).catch(() => ({ rows: [] }));
    if ((rows[0]?.sessions ?? 0) > 0) return false;
  }
  const { waiting } = await lookAtApi(url);
  return (waiting ?? 0) === 0;
}
