import { expect, test } from 'vitest';
import { testServer } from '../support/server.ts';
import { builds, openBoard, startApi, type Api, type Build, type Request } from './board.ts';
import { column, loggedIn } from './people.ts';

/** Round trips of one request, sessions included: §1.2's "5 queries → 1" is the dashboard without its session's. */
const expected: Readonly<Record<string, Readonly<Record<Build, number>>>> = {
  'GET /api/jobs as nobody': { before: 2, after: 1 },
  'GET /api/jobs as candidate': { before: 3 + 3, after: 1 + 1 },
  'GET /api/jobs behind a cursor': { before: 1, after: 1 },
  'GET /api/jobs/:id as nobody': { before: 2, after: 1 },
  'GET /api/jobs/:id as candidate': { before: 3 + 3, after: 1 + 1 },
  'GET /api/dashboard as employer': { before: 3 + 5, after: 1 + 1 },
  'GET /api/dashboard as candidate': { before: 3 + 5, after: 1 + 1 },
  'GET /api/my/applications': { before: 3 + 4, after: 1 + 1 },
  'GET /api/employer/applications': { before: 3 + 5, after: 1 + 1 },
  'GET /api/notifications/unread-count': { before: 3 + 1, after: 1 + 1 },
  // BEGIN and COMMIT are round trips too.
  'POST /api/my/applications': { before: 3 + 8, after: 1 + 1 },
  'PATCH /api/applications/:id/status': { before: 3 + 6, after: 1 + 1 },
  'POST /api/jobs': { before: 3 + 2, after: 1 + 1 },
  'DELETE /api/jobs/:id': { before: 3 + 2, after: 1 + 1 },
};

test.each(builds)('%s: so many statements for each request', async (build) => {
  await using server = await testServer();
  await using board = await openBoard(server, build);
  await using api = await startApi(board);
  await using db = await board.connect();
  const [candidate] = await loggedIn(db, 'candidate');
  const [employer] = await loggedIn(db, 'employer');
  const [job] = await column<number>(
    db,
    `SELECT id FROM jobs j WHERE employer_id = $1 AND status = 'published'
       AND NOT EXISTS (SELECT FROM job_applications a WHERE a.job_id = j.id AND a.candidate_id = $2)`,
    [employer.profile, candidate.profile],
  );
  const [application] = await column<number>(
    db,
    `SELECT a.id FROM job_applications a JOIN jobs j ON j.id = a.job_id
     WHERE j.employer_id = $1 AND a.status = 'pending'`,
    [employer.profile],
  );
  const first = await api.request('/api/jobs');
  const { next_cursor } = first.body as { next_cursor: string };
  const newJob = { title: 'A', description: 'B', location_type: 'remote', job_type: 'contract' };
  const asCandidate = { token: candidate.token };
  const asEmployer = { token: employer.token };
  const requests: Readonly<Record<string, readonly [path: string, request?: Request]>> = {
    'GET /api/jobs as nobody': ['/api/jobs'],
    'GET /api/jobs as candidate': ['/api/jobs', asCandidate],
    'GET /api/jobs behind a cursor': [`/api/jobs?cursor=${next_cursor}`],
    'GET /api/jobs/:id as nobody': [`/api/jobs/${job}`],
    'GET /api/jobs/:id as candidate': [`/api/jobs/${job}`, asCandidate],
    'GET /api/dashboard as employer': ['/api/dashboard', asEmployer],
    'GET /api/dashboard as candidate': ['/api/dashboard', asCandidate],
    'GET /api/my/applications': ['/api/my/applications', asCandidate],
    'GET /api/employer/applications': ['/api/employer/applications', asEmployer],
    'GET /api/notifications/unread-count': ['/api/notifications/unread-count', asEmployer],
    'POST /api/my/applications': [
      '/api/my/applications',
      { method: 'POST', body: { job_id: job }, ...asCandidate },
    ],
    'PATCH /api/applications/:id/status': [
      `/api/applications/${application}/status`,
      { method: 'PATCH', body: { status: 'viewed' }, ...asEmployer },
    ],
    'POST /api/jobs': ['/api/jobs', { method: 'POST', body: newJob, ...asEmployer }],
    'DELETE /api/jobs/:id': [`/api/jobs/${job}`, { method: 'DELETE', ...asEmployer }],
  };

  const counted: Record<string, number> = {};
  for (const [name, [path, request]] of Object.entries(requests)) {
    const before = await statements(api);
    const { status } = await api.request(path, request);
    if (status >= 300) throw new Error(`${name} was answered with ${status}`);
    counted[name] = (await statements(api)) - before;
  }
  expect(counted).toEqual(
    Object.fromEntries(Object.entries(expected).map(([name, counts]) => [name, counts[build]])),
  );
});

/** As a harness reads it: summed over the routes. */
async function statements(api: Api): Promise<number> {
  const { body } = await api.request('/metrics');
  const lines = String(body).matchAll(/^sql_statements_total\{route="[^"]+"\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}
