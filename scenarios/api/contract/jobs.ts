import { z } from 'zod';
import { cursor } from '../cursor.ts';
import { amount, id, paging, text, timestamp, whole } from './values.ts';

export const locationTypes = z.enum(['on_site', 'remote', 'hybrid']);
export const jobTypes = z.enum(['full_time', 'part_time', 'contract', 'temporary', 'internship']);

/** A job as lists show it. */
export const job = z
  .strictObject({
    id,
    title: z.string(),
    description: z.string(),
    company_id: id,
    company_name: z.string(),
    company_logo_url: z.string().nullable(),
    location: z.string().nullable(),
    location_type: locationTypes,
    job_type: jobTypes,
    salary_min: amount.nullable(),
    salary_max: amount.nullable(),
    currency: z.string().length(3),
    is_featured: z.boolean(),
    views_count: amount,
    applications_count: amount,
    posted_at: timestamp,
    has_applied: z
      .boolean()
      .meta({ description: 'Whether the calling candidate has applied; false for others' }),
  })
  .meta({ id: 'Job' });

/** A job on a page of its own. */
export const jobDetail = job
  .extend({ requirements: z.string().nullable(), benefits: z.string().nullable() })
  .meta({ id: 'JobDetail' });

/** What narrows a list of jobs. An empty value narrows nothing. */
const filter = {
  search: text(100).optional().meta({ description: 'Part of the title, description or company name' }),
  location: text(150).optional().meta({ description: 'Part of the place' }),
  location_type: locationTypes.optional(),
  job_type: jobTypes.optional(),
  salary_min: whole(0, 10_000_000).optional(),
};

/** The query of a list of jobs: pages can be jumped to and are counted, a cursor only goes on. */
export const jobQuery = z
  .strictObject({ ...filter, ...paging, cursor: cursor.optional() })
  .refine((query) => !query.cursor || query.page === 1, {
    message: 'A page cannot be combined with a cursor',
    path: ['page'],
  });

export const jobList = z
  .strictObject({
    jobs: z.array(job),
    page: z.int().nullable().meta({ description: 'null behind a cursor' }),
    limit: z.int(),
    total: amount.nullable().meta({ description: 'null behind a cursor: counting is what it saves' }),
    next_cursor: z.string().nullable().meta({ description: 'null on the last page' }),
  })
  .meta({ id: 'JobList' });

export const newJob = z
  .strictObject({
    title: text(255).min(1),
    description: text(20_000).min(1),
    requirements: text(20_000).nullable().default(null),
    benefits: text(20_000).nullable().default(null),
    location: text(150).nullable().default(null),
    location_type: locationTypes,
    job_type: jobTypes,
    salary_min: amount.nullable().default(null),
    salary_max: amount.nullable().default(null),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('EUR'),
  })
  .refine((job) => job.salary_min === null || job.salary_max === null || job.salary_min <= job.salary_max, {
    message: 'Must not be below salary_min',
    path: ['salary_max'],
  })
  .meta({ id: 'NewJob' });

export type Job = z.output<typeof job>;
export type JobDetail = z.output<typeof jobDetail>;
export type JobQuery = z.output<typeof jobQuery>;
export type NewJob = z.output<typeof newJob>;
