import { p, sql, type Sql } from '../../../src/index.ts';
import type { ApplicationQuery, ReceivedApplication, SentApplication } from '../contract/applications.ts';
import type { Database, Values } from '../database.ts';
import type { Queries } from '../queries.ts';
import { sliceOf, withTotal } from './slice.ts';

const columns = sql`
  a.id, a.job_id, j.title AS job_title, a.status, a.cover_letter, a.cv_url, a.applied_at, a.updated_at`;

/** §1.3, with the relations joined: the page is small, so three further round trips cost more than the joins. */
export const sent: Queries['applications']['sent'] = async (db, candidate, query) => {
  const own = ofStatus(sql`WHERE a.candidate_id = ${p.owner}`, query);
  const page = sql`
    SELECT ${columns}, j.location AS job_location, c.name AS company_name
    FROM job_applications a JOIN jobs j ON j.id = a.job_id JOIN companies c ON c.id = j.company_id
    ${own} ${paged}`;
  const count = sql`SELECT count(*) FROM job_applications a ${own}`;
  return slice<SentApplication>(db, count, page, candidate, query);
};

export const received: Queries['applications']['received'] = async (db, employer, query) => {
  const own = ofStatus(sql`WHERE j.employer_id = ${p.owner}`, query);
  const page = sql`
    SELECT ${columns}, a.notes, a.candidate_id, c.title AS candidate_title, u.first_name AS candidate_first_name,
           u.last_name AS candidate_last_name, u.email AS candidate_email
    FROM (
      SELECT a.* FROM job_applications a JOIN jobs j ON j.id = a.job_id ${own} ${paged}
    ) AS a
    JOIN jobs j ON j.id = a.job_id
    JOIN candidates c ON c.id = a.candidate_id
    JOIN users u ON u.id = c.user_id`;
  const count = sql`SELECT count(*) FROM job_applications a JOIN jobs j ON j.id = a.job_id ${own}`;
  return slice<ReceivedApplication>(db, count, page, employer, query);
};

const paged = sql`ORDER BY a.applied_at DESC, a.id DESC LIMIT ${p.limit} OFFSET ${p.offset}`;

function ofStatus(own: Sql, { status }: ApplicationQuery): Sql {
  return status ? sql`${own} AND a.status = ${p.status}` : own;
}

async function slice<Row extends { readonly id: number }>(
  db: Database,
  count: Sql,
  page: Sql,
  owner: number,
  { page: number, limit, status }: ApplicationQuery,
) {
  const values: Values = { owner, status: status ?? null, limit, offset: (number - 1) * limit };
  const statement = withTotal(count, page, sql`page.applied_at DESC, page.id DESC`);
  return sliceOf(await db.query<Row & { total: number }>(statement, values));
}
