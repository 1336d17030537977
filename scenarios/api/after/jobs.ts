import { p, sql } from '../../../src/index.ts';
import type { JobDetail } from '../contract/jobs.ts';
import type { Queries } from '../queries.ts';
import { detailColumns } from './job-columns.ts';
import { list } from './job-list.ts';

const view = sql`
  WITH viewed AS (
    UPDATE jobs SET views_count = views_count + 1 WHERE id = ${p.job} AND status = 'published' RETURNING *
  )
  SELECT ${detailColumns} FROM viewed j JOIN companies c ON c.id = j.company_id`;

const create = sql`
  WITH created AS (
    INSERT INTO jobs (employer_id, company_id, title, description, requirements, benefits, location, location_type,
                      job_type, salary_min, salary_max, currency, status, posted_at, created_at, updated_at)
    VALUES (${p.employer}, ${p.company}, ${p.title}, ${p.description}, ${p.requirements}, ${p.benefits},
            ${p.location}, ${p.location_type}, ${p.job_type}, ${p.salary_min}, ${p.salary_max}, ${p.currency},
            'published', ${p.now}, ${p.now}, ${p.now})
    RETURNING *
  )
  SELECT ${detailColumns} FROM created j JOIN companies c ON c.id = j.company_id`;

const remove = sql`DELETE FROM jobs WHERE id = ${p.job} AND employer_id = ${p.employer} RETURNING id`;

export const jobs: Queries['jobs'] = {
  list,

  async view(db, job, candidate) {
    const [viewed] = await db.query<JobDetail>(view, { job, candidate });
    return viewed;
  },

  async create(db, job, by, now) {
    const [created] = await db.query<JobDetail>(create, { ...job, ...by, now, candidate: null });
    if (!created) throw new Error('INSERT returned no row');
    return created;
  },

  async remove(db, job, employer) {
    const removed = await db.query(remove, { job, employer });
    return removed.length > 0;
  },
};
