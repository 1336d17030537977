import type { Connection } from '../database/connect.ts';

/** What the server's own views say at one moment. */
export interface ActivityLook {
  /** How many active sessions wait for what: "Lock: tuple", or "CPU" for those that wait for nothing. */
  readonly waits: ReadonlyMap<string, number>;
  readonly autovacuum: boolean;
}

const active = `
  SELECT coalesce(wait_event_type || ': ' || wait_event, 'CPU') AS wait, count(*)::int AS sessions,
         backend_type = 'autovacuum worker' AS autovacuum
  FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND (state = 'active' OR backend_type = 'autovacuum worker')
  GROUP BY 1, 3`;

/** Null where the server does not answer any more. */
export async function lookAtActivity(db: Connection): Promise<ActivityLook | null> {
  try {
    const { rows } = await db.query<{ wait: string; sessions: number; autovacuum: boolean }>(active);
    return {
      waits: new Map(rows.filter((row) => !row.autovacuum).map(({ wait, sessions }) => [wait, sessions])),
      autovacuum: rows.some(({ autovacuum }) => autovacuum),
    };
  } catch {
    return null;
  }
}

/** PostgreSQL 17 moved them to a view of their own. */
const checkpoints = {
  new: 'SELECT (num_timed + num_requested)::float8 AS count FROM pg_stat_checkpointer',
  old: 'SELECT (checkpoints_timed + checkpoints_req)::float8 AS count FROM pg_stat_bgwriter',
};

/** Since the server's statistics began; null where it does not answer any more. */
export async function countCheckpoints(db: Connection): Promise<number | null> {
  try {
    const { rows: version } = await db.query<{ number: number }>(
      `SELECT current_setting('server_version_num')::int AS number`,
    );
    const query = (version[0]?.number ?? 0) >= 170_000 ? checkpoints.new : checkpoints.old;
    const { rows } = await db.query<{ count: number }>(query);
    return rows[0]?.count ?? null;
  } catch {
    return null;
  }
}
