import { sql, type Identity } from '../src/index.ts';

/** Sessions of users who may log in, as of the data's fixed "now". Whoever is busy has more of them. */
const live = sql`
  sessions s JOIN users u ON u.id = s.user_id AND u.is_active AND s.expires > '2026-01-06 12:00:00+00'`;

const headers = { authorization: 'Bearer {token}' };

export const candidate: Identity = {
  from: sql`
    SELECT s.session_token AS token, c.id AS candidate
    FROM ${live} JOIN candidates c ON c.user_id = u.id
    ORDER BY s.id`,
  headers,
};

export const employer: Identity = {
  from: sql`
    SELECT s.session_token AS token, e.id AS employer
    FROM ${live} JOIN employers e ON e.user_id = u.id
    ORDER BY s.id`,
  headers,
};

/** Candidates and employers as they come: those with a dashboard. */
export const member: Identity = {
  from: sql`SELECT s.session_token AS token FROM ${live} WHERE u.role <> 'admin' ORDER BY s.id`,
  headers,
};

/** Employers, each with an open application for one of their jobs. */
export const recruiter: Identity = {
  from: sql`
    SELECT s.session_token AS token, a.id AS application
    FROM ${live}
    JOIN employers e ON e.user_id = u.id
    JOIN jobs j ON j.employer_id = e.id
    JOIN job_applications a ON a.job_id = j.id AND a.status NOT IN ('rejected', 'withdrawn')
    ORDER BY md5(s.id::text || a.id::text)
    LIMIT 5000`,
  headers,
};

/**
 * Employers, each with a job of theirs that may go: one that is not published and has no open application, so that
 * nobody else's request is about it.
 */
export const owner: Identity = {
  from: sql`
    SELECT s.session_token AS token, j.id AS job
    FROM ${live}
    JOIN employers e ON e.user_id = u.id
    JOIN jobs j ON j.employer_id = e.id AND j.status <> 'published'
    WHERE NOT EXISTS (
      SELECT FROM job_applications a WHERE a.job_id = j.id AND a.status NOT IN ('rejected', 'withdrawn'))
    ORDER BY md5(s.id::text || j.id::text)
    LIMIT 5000`,
  headers,
};
