import { p, sql } from '../src/index.ts';

/**
 * The columns that `select(Job, Company)` loads, of jobs `j` and companies `c`: all of both entities.
 * What the second has in common with the first is renamed, as SQLAlchemy does.
 */
export const jobAndCompany = sql`
  j.id, j.employer_id, j.company_id, j.title, j.description, j.requirements, j.benefits, j.location,
  j.location_type, j.job_type, j.salary_min, j.salary_max, j.currency, j.status, j.is_featured,
  j.views_count, j.applications_count, j.posted_at, j.expires_at, j.created_at, j.updated_at,
  c.id AS id_1, c.name, c.description AS description_1, c.industry, c.size, c.website_url, c.logo_url,
  c.city, c.country, c.created_at AS created_at_1, c.updated_at AS updated_at_1`;

/** Which jobs a candidate has applied to, for whatever page of jobs is shown. */
export const appliedTo = sql`SELECT job_id FROM job_applications WHERE candidate_id = ${p.candidate}`;

/** The profile of whoever is logged in as a candidate: every route of theirs begins by looking it up. */
export const candidateOfUser = sql`SELECT * FROM candidates WHERE user_id = ${p.user_id}`;
