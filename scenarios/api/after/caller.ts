import { p, sql } from '../../../src/index.ts';
import type { Queries } from '../queries.ts';

const member = sql`
  SELECT u.role, u.id AS user, c.id AS candidate, e.id AS employer, e.company_id AS company
  FROM sessions s
  JOIN users u ON u.id = s.user_id AND u.is_active
  LEFT JOIN candidates c ON c.user_id = u.id AND u.role = 'candidate'
  LEFT JOIN employers e ON e.user_id = u.id AND u.role = 'employer'
  WHERE s.session_token = ${p.token} AND s.expires > ${p.now}`;

interface Member {
  readonly role: 'candidate' | 'employer' | 'admin';
  readonly user: number;
  readonly candidate: number | null;
  readonly employer: number | null;
  readonly company: number | null;
}

/** Session, user and profile in one statement; only the ids are fetched. */
export const caller: Queries['caller'] = async (db, token, now) => {
  const [row] = await db.query<Member>(member, { token, now });
  if (!row) return undefined;
  const { role, user, candidate, employer, company } = row;
  if (role === 'admin') return { role, user };
  if (role === 'candidate' && candidate !== null) return { role, user, candidate };
  if (role === 'employer' && employer !== null && company !== null) return { role, user, employer, company };
  return undefined;
};
