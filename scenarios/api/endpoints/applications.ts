import { z } from 'zod';
import {
  applicationQuery,
  applicationState,
  decision,
  newApplication,
  receivedApplications,
  sentApplications,
} from '../contract/applications.ts';
import { idInPath } from '../contract/values.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Problem } from '../problem.ts';

const sent = defineEndpoint({
  method: 'get',
  path: '/api/my/applications',
  summary: "The candidate's own applications, newest first",
  access: 'candidate',
  query: applicationQuery,
  success: { status: 200, body: sentApplications },
  async handle({ db, queries, caller, query }) {
    const { total, rows } = await queries.applications.sent(db, caller.candidate, query);
    return { status: 200, body: { applications: rows, page: query.page, limit: query.limit, total } };
  },
});

const apply = defineEndpoint({
  method: 'post',
  path: '/api/my/applications',
  summary: 'Apply for a job; the employer is told',
  access: 'candidate',
  body: newApplication,
  success: { status: 201, body: applicationState },
  refusals: { 404: 'There is no such job.', 409: 'The candidate has applied already.' },
  async handle({ db, queries, caller, body, now }) {
    const application = await queries.applications.apply(db, caller.candidate, body, now);
    if (application === 'no such job') throw new Problem(404, 'There is no such job.');
    if (application === 'duplicate') throw new Problem(409, 'You have applied for this job already.');
    return { status: 201, body: application };
  },
});

const received = defineEndpoint({
  method: 'get',
  path: '/api/employer/applications',
  summary: "Applications for the employer's own jobs, newest first",
  access: 'employer',
  query: applicationQuery,
  success: { status: 200, body: receivedApplications },
  async handle({ db, queries, caller, query }) {
    const { total, rows } = await queries.applications.received(db, caller.employer, query);
    return { status: 200, body: { applications: rows, page: query.page, limit: query.limit, total } };
  },
});

const decide = defineEndpoint({
  method: 'patch',
  path: '/api/applications/:id/status',
  summary: 'Decide on an application; the candidate is told',
  access: 'employer',
  params: z.strictObject({ id: idInPath }),
  body: decision,
  success: { status: 200, body: applicationState },
  refusals: { 404: 'There is no such application.', 409: 'The application was rejected or withdrawn.' },
  async handle({ db, queries, caller, params, body, now }) {
    const { employer } = caller;
    const application = await queries.applications.decide(db, employer, params.id, body.status, now);
    if (application === 'no such application') throw new Problem(404, 'There is no such application.');
    if (application === 'closed') throw new Problem(409, 'The application was rejected or withdrawn.');
    return { status: 200, body: application };
  },
});

export const applicationEndpoints = [sent, apply, received, decide];
