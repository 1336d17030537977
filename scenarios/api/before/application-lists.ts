import { p, sql, type Sql } from '../../../src/index.ts';
import type { ApplicationQuery, ReceivedApplication, SentApplication } from '../contract/applications.ts';
import type { Database, Values } from '../database.ts';
import type { Queries, Slice } from '../queries.ts';

type ApplicationRow = Omit<
  SentApplication & ReceivedApplication,
  `${'job' | 'company' | 'candidate'}_${string}`
> & {
  readonly job_id: number;
  readonly candidate_id: number;
};

const ofCandidate = sql`SELECT a.* FROM job_applications a WHERE a.candidate_id = ${p.owner}`;

const ofEmployer = sql`
  SELECT a.* FROM job_applications a JOIN jobs j ON j.id = a.job_id WHERE j.employer_id = ${p.owner}`;

const jobsById = sql`SELECT * FROM jobs WHERE id = ANY(${p.ids})`;

const companiesById = sql`SELECT * FROM companies WHERE id = ANY(${p.ids})`;

const candidatesById = sql`SELECT * FROM candidates WHERE id = ANY(${p.ids})`;

const usersById = sql`SELECT * FROM users WHERE id = ANY(${p.ids})`;

/** §1.3, applications.py lines 39–130: the count, the page, and each relation by `selectinload`. */
export const sent: Queries['applications']['sent'] = async (db, candidate, query) => {
  const { total, rows } = await slice(db, ofCandidate, candidate, query);
  const jobs = await load<{ id: number; title: string; location: string | null; company_id: number }>(
    db,
    jobsById,
    rows.map((row) => row.job_id),
  );
  const companies = await load<{ id: number; name: string }>(
    db,
    companiesById,
    [...jobs.values()].map((job) => job.company_id),
  );
  return {
    total,
    rows: rows.map((row) => {
      const job = known(jobs, row.job_id);
      return {
        ...common(row, job.title),
        job_location: job.location,
        company_name: known(companies, job.company_id).name,
      };
    }),
  };
};

/** §1.3, applications.py lines 341–449. */
export const received: Queries['applications']['received'] = async (db, employer, query) => {
  const { total, rows } = await slice(db, ofEmployer, employer, query);
  const jobs = await load<{ id: number; title: string }>(
    db,
    jobsById,
    rows.map((row) => row.job_id),
  );
  const candidates = await load<{ id: number; user_id: number; title: string | null }>(
    db,
    candidatesById,
    rows.map((row) => row.candidate_id),
  );
  const users = await load<{ id: number; first_name: string; last_name: string; email: string }>(
    db,
    usersById,
    [...candidates.values()].map((candidate) => candidate.user_id),
  );
  return {
    total,
    rows: rows.map((row) => {
      const candidate = known(candidates, row.candidate_id);
      const user = known(users, candidate.user_id);
      return {
        ...common(row, known(jobs, row.job_id).title),
        notes: row.notes,
        candidate_id: row.candidate_id,
        candidate_title: candidate.title,
        candidate_first_name: user.first_name,
        candidate_last_name: user.last_name,
        candidate_email: user.email,
      };
    }),
  };
};

async function slice(
  db: Database,
  all: Sql,
  owner: number,
  { page, limit, status }: ApplicationQuery,
): Promise<Slice<ApplicationRow>> {
  const matching = status ? sql`${all} AND a.status = ${p.status}` : all;
  const values: Values = { owner, status: status ?? null, limit, offset: (page - 1) * limit };
  const [counted] = await db.query<{ count: number }>(
    sql`SELECT count(*) FROM (${matching}) AS matching`,
    values,
  );
  const ordered = sql`${matching} ORDER BY a.applied_at DESC, a.id DESC LIMIT ${p.limit} OFFSET ${p.offset}`;
  return { total: counted?.count ?? 0, rows: await db.query<ApplicationRow>(ordered, values) };
}

/** `selectinload`: the related rows of a page by one `IN` list; none where the page is empty. */
async function load<Row extends { readonly id: number }>(
  db: Database,
  statement: Sql,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Row>> {
  const rows = ids.length === 0 ? [] : await db.query<Row>(statement, { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A foreign key says that it is there. */
function known<Row>(rows: ReadonlyMap<number, Row>, id: number): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`Row ${id} was deleted between two statements`);
  return row;
}

function common(row: ApplicationRow, job_title: string) {
  const { id, job_id, status, cover_letter, cv_url, applied_at, updated_at } = row;
  return { id, job_id, job_title, status, cover_letter, cv_url, applied_at, updated_at };
}
