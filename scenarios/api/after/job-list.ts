import { p, sql, type Sql } from '../../../src/index.ts';
import type { Job, JobQuery } from '../contract/jobs.ts';
import { jobListValues } from '../job-list-values.ts';
import type { Queries } from '../queries.ts';
import { jobColumns } from './job-columns.ts';
import { sliceOf, withTotal } from './slice.ts';

/** One statement: behind a cursor the page alone, otherwise the page and the total. */
export const list: Queries['jobs']['list'] = async (db, query, candidate) => {
  const values = { ...jobListValues(query), candidate };
  return query.cursor
    ? { total: null, rows: await db.query<Job>(behindCursor(query), values) }
    : sliceOf(await db.query<Job & { total: number }>(numberedPage(query), values));
};

function behindCursor(query: JobQuery): Sql {
  return sql`WITH matching AS (${matches(query)}) ${page} ORDER BY posted_at DESC, id DESC`;
}

/**
 * A search is done once for both the total and the page; without one, counting and paging each go their own way
 * through the index, which a common list of all jobs would prevent.
 */
function numberedPage(query: JobQuery): Sql {
  const matching = matches(query);
  const common = query.search ? sql`MATERIALIZED (${matching})` : sql`NOT MATERIALIZED (${matching})`;
  const total = sql`SELECT count(*) FROM matching`;
  return sql`WITH matching AS ${common} ${withTotal(total, page, sql`posted_at DESC, id DESC`)}`;
}

/** Only the page's own jobs are read in full: those that OFFSET skips are never fetched. */
const page = sql`
  SELECT ${jobColumns}
  FROM (
    SELECT id FROM matching ORDER BY posted_at DESC, id DESC LIMIT ${p.rows} OFFSET ${p.offset}
  ) AS place
  JOIN jobs j ON j.id = place.id
  JOIN companies c ON c.id = j.company_id`;

/** ILIKE as before, for the same answers; `UNION`, since an `OR` across two tables can use neither's trigrams. */
function matches(query: JobQuery): Sql {
  const published = sql`SELECT j.id, j.posted_at FROM jobs j`;
  if (!query.search) return sql`${published} WHERE ${filters(query)}`;
  return sql`
    ${published} WHERE ${filters(query)} AND (j.title ILIKE ${p.search} OR j.description ILIKE ${p.search})
    UNION
    ${published} JOIN companies c ON c.id = j.company_id WHERE ${filters(query)} AND c.name ILIKE ${p.search}`;
}

function filters({ location, location_type, job_type, salary_min, cursor }: JobQuery): Sql {
  let filter = sql`j.status = 'published'`;
  if (location) filter = sql`${filter} AND j.location ILIKE ${p.location}`;
  if (location_type) filter = sql`${filter} AND j.location_type = ${p.location_type}`;
  if (job_type) filter = sql`${filter} AND j.job_type = ${p.job_type}`;
  if (salary_min) filter = sql`${filter} AND j.salary_min >= ${p.salary_min}`;
  // The row-value form is an index range; §3.4's OR form is a filter (and its Date loses microseconds).
  if (cursor) filter = sql`${filter} AND (j.posted_at, j.id) < (${p.posted_at}::timestamptz, ${p.id})`;
  return filter;
}
