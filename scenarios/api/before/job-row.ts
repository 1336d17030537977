import { sql } from '../../../src/index.ts';
import type { Job, JobDetail } from '../contract/jobs.ts';

/** `select(Job, Company)`: every column of both. */
export const wholeJob = sql`
  SELECT j.*, c.name AS company_name, c.description AS company_description, c.industry AS company_industry,
         c.size AS company_size, c.website_url AS company_website_url, c.logo_url AS company_logo_url,
         c.city AS company_city, c.country AS company_country, c.created_at AS company_created_at
  FROM jobs j JOIN companies c ON j.company_id = c.id`;

/** What the contract shows of such a row. */
export type JobRow = Omit<JobDetail, 'has_applied'>;

export function jobOf(row: JobRow, has_applied: boolean): Job {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    company_id: row.company_id,
    company_name: row.company_name,
    company_logo_url: row.company_logo_url,
    location: row.location,
    location_type: row.location_type,
    job_type: row.job_type,
    salary_min: row.salary_min,
    salary_max: row.salary_max,
    currency: row.currency,
    is_featured: row.is_featured,
    views_count: row.views_count,
    applications_count: row.applications_count,
    posted_at: row.posted_at,
    has_applied,
  };
}

export function jobDetailOf(row: JobRow, has_applied: boolean): JobDetail {
  return { ...jobOf(row, has_applied), requirements: row.requirements, benefits: row.benefits };
}
