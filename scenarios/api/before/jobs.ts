import { p, sql } from '../../../src/index.ts';
import type { Queries } from '../queries.ts';
import { list } from './job-list.ts';
import { jobDetailOf, wholeJob, type JobRow } from './job-row.ts';

const byId = sql`${wholeJob} WHERE j.id = ${p.job}`;

const published = sql`${byId} AND j.status = 'published'`;

const application = sql`
  SELECT * FROM job_applications WHERE job_id = ${p.job} AND candidate_id = ${p.candidate} LIMIT 1`;

const countView = sql`UPDATE jobs SET views_count = ${p.views} WHERE id = ${p.job}`;

const insert = sql`
  INSERT INTO jobs (employer_id, company_id, title, description, requirements, benefits, location, location_type,
                    job_type, salary_min, salary_max, currency, status, posted_at, created_at, updated_at)
  VALUES (${p.employer}, ${p.company}, ${p.title}, ${p.description}, ${p.requirements}, ${p.benefits},
          ${p.location}, ${p.location_type}, ${p.job_type}, ${p.salary_min}, ${p.salary_max}, ${p.currency},
          'published', ${p.now}, ${p.now}, ${p.now})
  RETURNING id`;

const owned = sql`SELECT * FROM jobs WHERE id = ${p.job} AND employer_id = ${p.employer}`;

const remove = sql`DELETE FROM jobs WHERE id = ${p.job}`;

export const jobs: Queries['jobs'] = {
  list,

  /** jobs.py lines 530–553: the job, the application, then the view. */
  async view(db, job, candidate) {
    const [row] = await db.query<JobRow>(published, { job });
    if (!row) return undefined;
    const applied = candidate === null ? [] : await db.query(application, { job, candidate });
    const views_count = row.views_count + 1;
    await db.query(countView, { job, views: views_count });
    return jobDetailOf({ ...row, views_count }, applied.length > 0);
  },

  async create(db, job, by, now) {
    const [created] = await db.query<{ id: number }>(insert, { ...job, ...by, now });
    const [row] = await db.query<JobRow>(byId, { job: created?.id ?? 0 });
    if (!row) throw new Error('The job that was just inserted is gone');
    return jobDetailOf(row, false);
  },

  async remove(db, job, employer) {
    const [row] = await db.query(owned, { job, employer });
    if (row) await db.query(remove, { job });
    return row !== undefined;
  },
};
