import { z } from 'zod';
import { jobDetail, jobList, jobQuery, newJob, type JobQuery } from '../contract/jobs.ts';
import { idInPath } from '../contract/values.ts';
import type { Caller } from '../caller.ts';
import { cursor } from '../cursor.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Problem } from '../problem.ts';

const params = z.strictObject({ id: idInPath });
const noSuchJob = 'There is no such job.';

const list = defineEndpoint({
  method: 'get',
  path: '/api/jobs',
  summary: 'Published jobs, newest first',
  access: 'anyone',
  query: jobQuery,
  success: { status: 200, body: jobList },
  async handle({ db, queries, caller, query }) {
    const { total, rows } = await queries.jobs.list(db, query, candidateOf(caller));
    const jobs = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? jobs.at(-1) : undefined;
    return {
      status: 200,
      body: {
        jobs,
        page: pageOf(query),
        limit: query.limit,
        total,
        next_cursor: last ? cursor.encode([last.posted_at, last.id]) : null,
      },
    };
  },
});

const view = defineEndpoint({
  method: 'get',
  path: '/api/jobs/:id',
  summary: 'A published job; counts the view',
  access: 'anyone',
  params,
  success: { status: 200, body: jobDetail },
  refusals: { 404: noSuchJob },
  async handle({ db, queries, caller, params }) {
    const job = await queries.jobs.view(db, params.id, candidateOf(caller));
    if (!job) throw new Problem(404, noSuchJob);
    return { status: 200, body: job };
  },
});

const create = defineEndpoint({
  method: 'post',
  path: '/api/jobs',
  summary: 'Publish a job',
  access: 'employer',
  body: newJob,
  success: { status: 201, body: jobDetail },
  async handle({ db, queries, caller, body, now }) {
    const job = await queries.jobs.create(db, body, caller, now);
    return { status: 201, body: job, headers: { Location: `/api/jobs/${job.id}` } };
  },
});

const remove = defineEndpoint({
  method: 'delete',
  path: '/api/jobs/:id',
  summary: "Delete one's own job and the applications for it",
  access: 'employer',
  params,
  success: { status: 204 },
  refusals: { 404: noSuchJob },
  async handle({ db, queries, caller, params }) {
    if (!(await queries.jobs.remove(db, params.id, caller.employer))) throw new Problem(404, noSuchJob);
    return { status: 204 };
  },
});

function candidateOf(caller: Caller | undefined): number | null {
  return caller?.role === 'candidate' ? caller.candidate : null;
}

function pageOf(query: JobQuery): number | null {
  return query.cursor ? null : query.page;
}

export const jobEndpoints = [list, view, create, remove];
