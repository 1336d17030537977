import { defineExperiment, p, sql, type Procedure } from '../src/index.ts';
import { jobAndCompany } from './entities.ts';

const filtered = sql`
  SELECT ${jobAndCompany}
  FROM jobs j
  JOIN companies c ON j.company_id = c.id
  WHERE j.status = ${p.status}
    AND j.location_type = ${p.location_type}`;

const count = sql`SELECT count(*) AS count_1 FROM (${filtered}) AS anon_1`;
const page = sql`${filtered}
  ORDER BY j.posted_at DESC
  LIMIT ${p.limit} OFFSET ${p.offset}`;

const withWindow = sql`
  WITH filtered_jobs AS (
    SELECT
      j.*,
      c.name as company_name,
      COUNT(*) OVER() as total_count
    FROM jobs j
    JOIN companies c ON j.company_id = c.id
    WHERE j.status = 'published'
      AND j.location_type = ${p.location_type}
    ORDER BY j.posted_at DESC
    LIMIT ${p.limit} OFFSET ${p.offset}
  )
  SELECT *, total_count FROM filtered_jobs`;

const twoStatements: Procedure = async (db, parameters) => {
  const [total] = await db.query(count, parameters);
  const jobs = await db.query(page, parameters);
  return { total: Number(total?.['count_1']), jobs: jobs.map(({ id }) => id) };
};

/** As the document's own Python reads it: without a row there is no total. */
const oneStatement: Procedure = async (db, parameters) => {
  const jobs = await db.query(withWindow, parameters);
  return { total: Number(jobs[0]?.['total_count'] ?? 0), jobs: jobs.map(({ id }) => id) };
};

function pages(...numbers: readonly number[]) {
  return numbers.map((number) => ({
    status: 'published',
    location_type: 'remote',
    limit: 10,
    offset: (number - 1) * 10,
  }));
}

export const jobListTotal = defineExperiment({
  id: 'jobs/list-total',
  title: 'A page of remote jobs with the total',
  source: '§3.1',
  claim: { says: 'single query execution (50% faster)', factor: 1.5, asWritten: 'as-written' },
  parameters: {
    first: pages(1),
    deep: pages(100, 200),
    'past the end': pages(100_000),
  },
  answers: 'same rows',
  variants: {
    before: { run: twoStatements },
    'as-written': { title: 'as written', note: '§3.1: a CTE with a window count', run: oneStatement },
  },
});
