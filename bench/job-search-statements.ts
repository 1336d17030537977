import { p, sql, type Sql } from '../src/index.ts';
import { jobAndCompany } from './entities.ts';

/** `GET /api/jobs/` with filters as jobs.py builds it, with the search condition left open. */
function searchBy(condition: Sql): Sql {
  return sql`
    SELECT ${jobAndCompany}
    FROM jobs j
    JOIN companies c ON j.company_id = c.id
    WHERE j.status = ${p.status}
      AND ${condition}
      AND j.job_type = ${p.job_type}
      AND j.location_type = ${p.location_type}
    ORDER BY j.posted_at DESC
    LIMIT ${p.limit} OFFSET ${p.offset}`;
}

/** §1.1, step 3, as written but for the search condition. */
function rewritten(condition: Sql): Sql {
  return sql`
    SELECT
      j.*,
      c.name as company_name,
      c.logo_url,
      EXISTS(
        SELECT 1 FROM job_applications ja
        WHERE ja.job_id = j.id AND ja.candidate_id = ${p.candidate}
      ) as has_applied
    FROM jobs j
    JOIN companies c ON j.company_id = c.id
    WHERE j.status = 'published'
      AND j.location_type = ${p.location_type}
      AND j.job_type = ${p.job_type}
      AND ${condition}
    ORDER BY j.posted_at DESC
    LIMIT 10 OFFSET 0`;
}

const inCompany = sql`c.name ILIKE ${p.pattern}`;
const fullText = sql`to_tsvector('english', coalesce(j.title, '') || ' ' || coalesce(j.description, ''))
           @@ plainto_tsquery('english', ${p.search})`;
const fullTextUnlikeIndex = sql`to_tsvector('english', j.title || ' ' || j.description)
           @@ plainto_tsquery('english', ${p.search})`;

/** jobs.py, lines 112–119: a substring of the title, the description or the company's name. */
export const current = searchBy(
  sql`(j.title ILIKE ${p.pattern} OR j.description ILIKE ${p.pattern} OR ${inCompany})`,
);

/** §1.1, step 3: PostgreSQL cannot tell the type of a parameter that is only held against NULL. */
export const asWritten = rewritten(sql`(${p.search} IS NULL OR ${fullTextUnlikeIndex})`);

/** With the type said, and in the words of the index (`coalesce`), without which PostgreSQL does not recognise it. */
export const castAndIndexed = rewritten(sql`(${p.search}::text IS NULL OR ${fullText})`);

/** §1.1, "Code Changes Required": the company's name, said to be a fallback, is a further condition. */
export const fullTextAndCompany = searchBy(sql`${fullText} AND ${inCompany}`);

const filtered = sql`j.status = 'published' AND j.job_type = ${p.job_type} AND j.location_type = ${p.location_type}`;

/**
 * As the reference API searches once it is optimised, but for the total, which `current` does not count either: ILIKE as
 * before, for the same answers; `UNION`, since an `OR` across two tables can use neither's trigrams; and of the jobs that
 * match only those of the page are read in full.
 */
export const byTrigrams = sql`
    WITH matching AS MATERIALIZED (
      SELECT j.id, j.posted_at
      FROM jobs j
      WHERE ${filtered} AND (j.title ILIKE ${p.pattern} OR j.description ILIKE ${p.pattern})
      UNION
      SELECT j.id, j.posted_at
      FROM jobs j
      JOIN companies c ON c.id = j.company_id
      WHERE ${filtered} AND ${inCompany}
    )
    SELECT ${jobAndCompany}
    FROM (
      SELECT id FROM matching ORDER BY posted_at DESC, id DESC LIMIT ${p.limit} OFFSET ${p.offset}
    ) AS place
    JOIN jobs j ON j.id = place.id
    JOIN companies c ON j.company_id = c.id
    ORDER BY j.posted_at DESC, j.id DESC`;
