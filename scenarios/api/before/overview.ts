import { p, sql, type Sql } from '../../../src/index.ts';
import type { Database } from '../database.ts';
import type { Queries } from '../queries.ts';

const activeJobs = sql`SELECT * FROM jobs WHERE employer_id = ${p.owner} AND status = 'published'`;

const received = sql`
  SELECT count(*) FROM job_applications a JOIN jobs j ON j.id = a.job_id WHERE j.employer_id = ${p.owner}`;

const sent = sql`SELECT count(*) FROM job_applications a WHERE a.candidate_id = ${p.owner}`;

const unread = sql`SELECT count(*) FROM notifications WHERE user_id = ${p.owner} AND is_read = false`;

/** §1.2, dashboard.py lines 174–228: five statements, of which one fetches every active job to count them. */
export const dashboard: Queries['dashboard'] = {
  async employer(db, employer) {
    const active = await db.query(activeJobs, { owner: employer });
    return { active_jobs: active.length, ...(await applicationCounts(db, received, employer)) };
  },

  async candidate(db, candidate, user) {
    const counts = await applicationCounts(db, sent, candidate);
    return { ...counts, unread_notifications: await count(db, unread, user) };
  },
};

export const notifications: Queries['notifications'] = {
  unread: (db, user) => count(db, unread, user),
};

/** The total is asked for twice, as in the document: once to show, once for the response rate. */
async function applicationCounts(db: Database, all: Sql, owner: number) {
  const applications = await count(db, all, owner);
  const interviews = await count(db, sql`${all} AND a.status = 'interview'`, owner);
  await count(db, all, owner);
  const responded = await count(
    db,
    sql`${all} AND a.status IN ('rejected', 'accepted', 'interview', 'shortlisted', 'viewed')`,
    owner,
  );
  return { applications, interviews, responded };
}

async function count(db: Database, statement: Sql, owner: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(statement, { owner });
  return row?.count ?? 0;
}
