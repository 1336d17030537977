import type { Connection } from '../database/connect.ts';

interface Activity {
  readonly checkpoints: string;
  readonly vacuums: readonly string[];
}

/**
 * Watches for what PostgreSQL does on its own account while we measure.
 *
 * @returns a function that says, in words, what fell in since it was last called
 */
export async function watchDisturbances(
  db: Connection,
  versionNumber: number,
): Promise<() => Promise<string[]>> {
  const look = async (): Promise<Activity> => {
    const { rows } = await db.query<{ checkpoints: string; vacuums: string[] }>(activity(versionNumber));
    return rows[0] ?? { checkpoints: '0', vacuums: [] };
  };
  let before = await look();
  return async () => {
    const now = await look();
    const checkpoint = now.checkpoints === before.checkpoints ? [] : ['a checkpoint'];
    const vacuums = new Set([...before.vacuums, ...now.vacuums]);
    before = now;
    return [...checkpoint, ...vacuums];
  };
}

/** Checkpoints are counted when they write or end. Who may not see what other users run sees no query; then the database has to do. */
function activity(versionNumber: number): string {
  const checkpoints =
    versionNumber >= 170_000
      ? 'SELECT num_timed + num_requested FROM pg_stat_checkpointer'
      : 'SELECT checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter';
  return `
    SELECT (${checkpoints}) AS checkpoints,
           ARRAY(SELECT coalesce(nullif(query, ''), 'autovacuum') || coalesce(' in ' || datname, '')
                   FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' ORDER BY 1) AS vacuums`;
}
