import { p, sql } from '../../../src/index.ts';

/** A job `j` of company `c` as the contract shows it; `EXISTS` ends at the first application (§3.2). */
export const jobColumns = sql`
  j.id, j.title, j.description, j.company_id, c.name AS company_name, c.logo_url AS company_logo_url,
  j.location, j.location_type, j.job_type, j.salary_min, j.salary_max, j.currency, j.is_featured,
  j.views_count, j.applications_count, j.posted_at,
  EXISTS (
    SELECT FROM job_applications a WHERE a.job_id = j.id AND a.candidate_id = ${p.candidate}
  ) AS has_applied`;

export const detailColumns = sql`${jobColumns}, j.requirements, j.benefits`;
