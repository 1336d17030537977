import { p, sql } from '../../../src/index.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../database.ts';
import type { Queries } from '../queries.ts';

const session = sql`
  SELECT * FROM sessions WHERE session_token = ${p.token} AND expires > ${p.now}`;

const user = sql`SELECT * FROM users WHERE id = ${p.user} AND is_active`;

const candidate = sql`SELECT * FROM candidates WHERE user_id = ${p.user}`;

const employer = sql`SELECT * FROM employers WHERE user_id = ${p.user}`;

/** Session, user and profile, one after the other, all columns of each: what an ORM's dependencies do on every request. */
export const caller: Queries['caller'] = async (db, token, now) => {
  const [live] = await db.query<{ user_id: number }>(session, { token, now });
  if (!live) return undefined;
  const [member] = await db.query<{ id: number; role: Caller['role'] }>(user, { user: live.user_id });
  return member && profileOf(db, member);
};

async function profileOf(
  db: Database,
  { id, role }: { readonly id: number; readonly role: Caller['role'] },
): Promise<Caller | undefined> {
  if (role === 'admin') return { role, user: id };
  if (role === 'candidate') {
    const [profile] = await db.query<{ id: number }>(candidate, { user: id });
    return profile && { role, user: id, candidate: profile.id };
  }
  const [profile] = await db.query<{ id: number; company_id: number }>(employer, { user: id });
  return profile && { role, user: id, employer: profile.id, company: profile.company_id };
}
