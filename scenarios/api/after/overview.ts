import { p, sql } from '../../../src/index.ts';
import type { ApplicationCounts, Queries } from '../queries.ts';

const counts = sql`
  count(a.id) AS applications,
  count(a.id) FILTER (WHERE a.status = 'interview') AS interviews,
  count(a.id) FILTER (
    WHERE a.status IN ('rejected', 'accepted', 'interview', 'shortlisted', 'viewed')
  ) AS responded`;

/** §1.2's consolidated form as its Python has it; its SQL loses active jobs that had no application for 30 days. */
const employerFigures = sql`
  SELECT count(DISTINCT j.id) FILTER (WHERE j.status = 'published') AS active_jobs, ${counts}
  FROM jobs j LEFT JOIN job_applications a ON a.job_id = j.id
  WHERE j.employer_id = ${p.employer}`;

const unread = sql`SELECT count(*) AS unread FROM notifications WHERE user_id = ${p.user} AND is_read = false`;

const candidateFigures = sql`
  SELECT ${counts}, (${unread}) AS unread_notifications
  FROM job_applications a
  WHERE a.candidate_id = ${p.candidate}`;

export const dashboard: Queries['dashboard'] = {
  async employer(db, employer) {
    const [row] = await db.query<ApplicationCounts & { active_jobs: number }>(employerFigures, { employer });
    return row ?? { active_jobs: 0, ...none };
  },

  async candidate(db, candidate, user) {
    const [row] = await db.query<ApplicationCounts & { unread_notifications: number }>(candidateFigures, {
      candidate,
      user,
    });
    return row ?? { unread_notifications: 0, ...none };
  },
};

export const notifications: Queries['notifications'] = {
  async unread(db, user) {
    const [row] = await db.query<{ unread: number }>(unread, { user });
    return row?.unread ?? 0;
  },
};

const none: ApplicationCounts = { applications: 0, interviews: 0, responded: 0 };
