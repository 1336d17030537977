import { p, sql } from '../../../src/index.ts';
import type { ApplicationState } from '../contract/applications.ts';
import type { Queries } from '../queries.ts';
import { received, sent } from './application-lists.ts';

const job = sql`SELECT * FROM jobs WHERE id = ${p.job} AND status = 'published'`;

const duplicate = sql`
  SELECT * FROM job_applications
  WHERE job_id = ${p.job} AND candidate_id = ${p.candidate} AND status NOT IN ('rejected', 'withdrawn')
  LIMIT 1`;

const insert = sql`
  INSERT INTO job_applications (job_id, candidate_id, cover_letter, cv_url, applied_at, updated_at)
  VALUES (${p.job}, ${p.candidate}, ${p.cover_letter}, ${p.cv_url}, ${p.now}, ${p.now})
  RETURNING id, job_id, status, applied_at, updated_at`;

const countApplication = sql`UPDATE jobs SET applications_count = applications_count + 1 WHERE id = ${p.job}`;

const employer = sql`SELECT * FROM employers WHERE id = ${p.employer}`;

const owned = sql`
  SELECT a.*, j.title AS job_title
  FROM job_applications a JOIN jobs j ON j.id = a.job_id
  WHERE a.id = ${p.application} AND j.employer_id = ${p.employer}`;

const candidate = sql`SELECT * FROM candidates WHERE id = ${p.candidate}`;

const update = sql`
  UPDATE job_applications SET status = ${p.status}, updated_at = ${p.now} WHERE id = ${p.application}
  RETURNING id, job_id, status, applied_at, updated_at`;

const notify = sql`
  INSERT INTO notifications (user_id, type, title, message, related_job_id, related_application_id, created_at)
  VALUES (${p.user}, ${p.type}, ${p.title}, ${p.message}, ${p.job}, ${p.application}, ${p.now})`;

export const applications: Queries['applications'] = {
  sent,
  received,

  /** Looks for a duplicate, then inserts: two clicks at the same moment both find none (§2, index 1). */
  async apply(db, candidate, { job_id, cover_letter, cv_url }, now) {
    const [found] = await db.query<{ employer_id: number; title: string }>(job, { job: job_id });
    if (!found) return 'no such job';
    const [earlier] = await db.query(duplicate, { job: job_id, candidate });
    if (earlier) return 'duplicate';
    return db.transaction(async (tx) => {
      const values = { job: job_id, candidate, cover_letter, cv_url, now };
      const [application] = await tx.query<ApplicationState>(insert, values);
      if (!application) throw new Error('INSERT returned no row');
      await tx.query(countApplication, { job: job_id });
      const [told] = await tx.query<{ user_id: number }>(employer, { employer: found.employer_id });
      await tx.query(notify, {
        user: told?.user_id ?? null,
        type: 'new_application',
        title: 'New application',
        message: `You have a new application for ${found.title}`,
        job: job_id,
        application: application.id,
        now,
      });
      return application;
    });
  },

  async decide(db, employer, application, status, now) {
    const [found] = await db.query<ApplicationState & { candidate_id: number; job_title: string }>(owned, {
      application,
      employer,
    });
    if (!found) return 'no such application';
    if (found.status === 'rejected' || found.status === 'withdrawn') return 'closed';
    return db.transaction(async (tx) => {
      const [changed] = await tx.query<ApplicationState>(update, { application, status, now });
      if (!changed) return 'no such application';
      if (found.status === status) return changed;
      const [told] = await tx.query<{ user_id: number }>(candidate, { candidate: found.candidate_id });
      await tx.query(notify, {
        user: told?.user_id ?? null,
        type: 'status_change',
        title: 'Application Status Updated',
        message: `Your application for ${found.job_title} has been updated to: ${status}`,
        job: found.job_id,
        application,
        now,
      });
      return changed;
    });
  },
};
