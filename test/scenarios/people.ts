import type { Connection } from '../../src/database/connect.ts';
import { now } from './board.ts';

/** Somebody with a live session. */
export interface Person {
  readonly token: string;
  readonly user: number;
  /** The candidate's or the employer's id. */
  readonly profile: number;
}

/** Everybody of a role who is logged in, those with most applications first. */
export async function loggedIn(
  db: Connection,
  role: 'candidate' | 'employer',
): Promise<readonly [Person, Person, ...Person[]]> {
  const { rows } = await db.query<Person>(
    `SELECT DISTINCT ON (weight, profile.id) s.session_token AS token, u.id AS "user", profile.id AS profile
     FROM sessions s
     JOIN users u ON u.id = s.user_id AND u.is_active AND u.role = '${role}'
     JOIN ${role}s profile ON profile.user_id = u.id
     CROSS JOIN LATERAL (
       SELECT count(*) AS weight FROM job_applications a JOIN jobs j ON j.id = a.job_id
       WHERE ${role === 'candidate' ? 'a.candidate_id' : 'j.employer_id'} = profile.id
     ) AS applications
     WHERE s.expires > $1
     ORDER BY weight DESC, profile.id, s.id`,
    [now],
  );
  const [heaviest, second, ...others] = rows;
  if (!heaviest || !second) throw new Error(`The data has too few ${role}s with a session`);
  return [heaviest, second, ...others];
}

/** The first column of what a query selects. */
export async function column<Value>(
  db: Connection,
  query: string,
  values: readonly unknown[] = [],
): Promise<readonly Value[]> {
  const { rows } = await db.query<Value[]>({ text: query, values: [...values], rowMode: 'array' });
  return rows.flatMap((row) => row.slice(0, 1));
}
