import { p, sql, type Sql } from '../../../src/index.ts';
import type { JobQuery } from '../contract/jobs.ts';
import { jobListValues } from '../job-list-values.ts';
import type { Queries } from '../queries.ts';
import { jobOf, wholeJob, type JobRow } from './job-row.ts';

/** Every job that the candidate has applied to, for the application to look the page's jobs up in. */
const applied = sql`SELECT job_id FROM job_applications WHERE candidate_id = ${p.candidate}`;

/** §1.1, §3.1, §3.4: jobs.py lines 75–184. Three statements for a candidate, two for others. */
export const list: Queries['jobs']['list'] = async (db, query, candidate) => {
  const matching = matches(query);
  const values = jobListValues(query);

  const appliedTo = candidate === null ? [] : await db.query<{ job_id: number }>(applied, { candidate });
  const total = query.cursor ? null : await countOf(matching);
  const rows = await db.query<JobRow>(page(query, matching), values);

  const ids = new Set(appliedTo.map((application) => application.job_id));
  return { total, rows: rows.map((row) => jobOf(row, ids.has(row.id))) };

  async function countOf(matching: Sql): Promise<number> {
    const [counted] = await db.query<{ count: number }>(
      sql`SELECT count(*) FROM (${matching}) AS matching`,
      values,
    );
    return counted?.count ?? 0;
  }
};

function matches({ search, location, location_type, job_type, salary_min }: JobQuery): Sql {
  let matching = sql`${wholeJob} WHERE j.status = 'published'`;
  if (search)
    matching = sql`${matching}
      AND (j.title ILIKE ${p.search} OR j.description ILIKE ${p.search} OR c.name ILIKE ${p.search})`;
  if (location) matching = sql`${matching} AND j.location ILIKE ${p.location}`;
  if (job_type) matching = sql`${matching} AND j.job_type = ${p.job_type}`;
  if (location_type) matching = sql`${matching} AND j.location_type = ${p.location_type}`;
  if (salary_min) matching = sql`${matching} AND j.salary_min >= ${p.salary_min}`;
  return matching;
}

/** The document orders by `posted_at` alone, which leaves ties open; the id closes them. */
function page({ cursor }: JobQuery, matching: Sql): Sql {
  const ordered = sql`ORDER BY j.posted_at DESC, j.id DESC LIMIT ${p.rows}`;
  return cursor
    ? sql`${matching}
        AND (j.posted_at < ${p.posted_at} OR (j.posted_at = ${p.posted_at} AND j.id < ${p.id})) ${ordered}`
    : sql`${matching} ${ordered} OFFSET ${p.offset}`;
}
