import { p, sql, type Sql } from '../../../src/index.ts';
import type { ApplicationQuery, ReceivedApplication, SentApplication } from '../contract/applications.ts';
import type { Database, Values } from '../database.ts';
import type { Queries, Slice } from '../queries.ts';
import { sliceOf, withTotal } from './slice.ts';

const columns = sql`
  a.id, a.job_id, j.title AS job_title, a.status, a.cover_letter, a.cv_url, a.applied_at, a.updated_at`;

/** The newest of `matching`: found by index alone, then read in full. */
const page = sql`
  FROM (SELECT id FROM matching ORDER BY applied_at DESC, id DESC LIMIT ${p.limit} OFFSET ${p.offset}) AS place
  JOIN job_applications a ON a.id = place.id
  JOIN jobs j ON j.id = a.job_id`;

/** §1.3, with the relations joined: a page is small, so three more round trips would cost more than the joins. */
export const sent: Queries['applications']['sent'] = (db, candidate, query) => {
  const matching = sql`SELECT a.id, a.applied_at FROM job_applications a WHERE a.candidate_id = ${p.owner}`;
  const shown = sql`
    SELECT ${columns}, j.location AS job_location, c.name AS company_name
    ${page} JOIN companies c ON c.id = j.company_id`;
  return slice<SentApplication>(db, matching, shown, candidate, query);
};

export const received: Queries['applications']['received'] = (db, employer, query) => {
  const matching = sql`
    SELECT a.id, a.applied_at
    FROM job_applications a JOIN jobs j ON j.id = a.job_id
    WHERE j.employer_id = ${p.owner}`;
  const shown = sql`
    SELECT ${columns}, a.notes, a.candidate_id, c.title AS candidate_title, u.first_name AS candidate_first_name,
           u.last_name AS candidate_last_name, u.email AS candidate_email
    ${page} JOIN candidates c ON c.id = a.candidate_id JOIN users u ON u.id = c.user_id`;
  return slice<ReceivedApplication>(db, matching, shown, employer, query);
};

async function slice<Row extends { readonly id: number }>(
  db: Database,
  matching: Sql,
  shown: Sql,
  owner: number,
  { page, limit, status }: ApplicationQuery,
): Promise<Slice<Row>> {
  const values: Values = { owner, status: status ?? null, limit, offset: (page - 1) * limit };
  const matchingStatus = status ? sql`${matching} AND a.status = ${p.status}` : matching;
  const total = sql`SELECT count(*) FROM matching`;
  const statement = sql`
    WITH matching AS MATERIALIZED (${matchingStatus})
    ${withTotal(total, shown, sql`applied_at DESC, id DESC`)}`;
  return sliceOf(await db.query<Row & { total: number }>(statement, values));
}
