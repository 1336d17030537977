import { p, sql } from '../../../src/index.ts';
import type { ApplicationState } from '../contract/applications.ts';
import type { Queries } from '../queries.ts';
import { received, sent } from './application-lists.ts';

/** `ON CONFLICT` for the two clicks at the same moment that both find no earlier application. */
const apply = sql`
  WITH job AS (
    SELECT j.id, j.title, e.user_id
    FROM jobs j JOIN employers e ON e.id = j.employer_id
    WHERE j.id = ${p.job} AND j.status = 'published'
  ), applied AS (
    INSERT INTO job_applications (job_id, candidate_id, cover_letter, cv_url, applied_at, updated_at)
    SELECT job.id, ${p.candidate}::integer, ${p.cover_letter}::text, ${p.cv_url}::text,
           ${p.now}::timestamptz, ${p.now}::timestamptz
    FROM job
    WHERE NOT EXISTS (
      SELECT FROM job_applications a
      WHERE a.job_id = ${p.job} AND a.candidate_id = ${p.candidate}::integer
        AND a.status NOT IN ('rejected', 'withdrawn')
    )
    ON CONFLICT DO NOTHING
    RETURNING id, job_id, status, applied_at, updated_at
  ), counted AS (
    UPDATE jobs SET applications_count = applications_count + 1 FROM applied WHERE jobs.id = applied.job_id
  ), told AS (
    INSERT INTO notifications (user_id, type, title, message, related_job_id, related_application_id, created_at)
    SELECT job.user_id, 'new_application', 'New application', 'You have a new application for ' || job.title,
           job.id, applied.id, ${p.now}::timestamptz
    FROM applied JOIN job ON job.id = applied.job_id
  )
  SELECT applied.* FROM job LEFT JOIN applied ON true`;

const decide = sql`
  WITH found AS (
    SELECT a.id, a.candidate_id, a.status, j.title
    FROM job_applications a JOIN jobs j ON j.id = a.job_id
    WHERE a.id = ${p.application} AND j.employer_id = ${p.employer}
    FOR UPDATE OF a
  ), changed AS (
    UPDATE job_applications a SET status = ${p.status}, updated_at = ${p.now}
    FROM found WHERE a.id = found.id AND found.status NOT IN ('rejected', 'withdrawn')
    RETURNING a.id, a.job_id, a.status, a.applied_at, a.updated_at
  ), told AS (
    INSERT INTO notifications (user_id, type, title, message, related_job_id, related_application_id, created_at)
    SELECT c.user_id, 'status_change', 'Application Status Updated',
           'Your application for ' || found.title || ' has been updated to: ' || changed.status::text,
           changed.job_id, changed.id, changed.updated_at
    FROM changed JOIN found ON found.id = changed.id JOIN candidates c ON c.id = found.candidate_id
    WHERE found.status <> changed.status
  )
  SELECT changed.* FROM found LEFT JOIN changed ON true`;

/** All nulls where something was found and could not be changed. */
type Outcome = ApplicationState | { readonly [Column in keyof ApplicationState]: null };

/**
 * One statement each, notification included. §8.4 proposes a trigger for that: it costs the same round trip,
 * and bulk updates and repairs by hand would tell candidates too.
 */
export const applications: Queries['applications'] = {
  sent,
  received,

  async apply(db, candidate, { job_id, cover_letter, cv_url }, now) {
    const values = { job: job_id, candidate, cover_letter, cv_url, now };
    const [outcome] = await db.query<Outcome>(apply, values);
    if (!outcome) return 'no such job';
    return outcome.id === null ? 'duplicate' : outcome;
  },

  async decide(db, employer, application, status, now) {
    const [outcome] = await db.query<Outcome>(decide, { application, employer, status, now });
    if (!outcome) return 'no such application';
    return outcome.id === null ? 'closed' : outcome;
  },
};
