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
