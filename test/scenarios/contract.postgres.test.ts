import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import type { Endpoint } from '../../scenarios/api/endpoint.ts';
import { endpoints } from '../../scenarios/api/endpoints/index.ts';
import { describe as describeApi } from '../../scenarios/api/openapi.ts';
import { problemDetails } from '../../scenarios/api/problem.ts';
import { testServer } from '../support/server.ts';
import { openBoard, startApi, type Answer } from './board.ts';
import { replayOf, type Replayed } from './replay.ts';

// Compiling OpenAPI's own schema takes a second, and on a busy machine several.
test('the description is valid OpenAPI 3.1', { timeout: 60_000 }, async () => {
  const validator = new Validator();
  const result = await validator.validate({ ...describeApi(endpoints) });
  expect(result.errors ?? []).toEqual([]);
  expect(validator.version).toBe('3.1');
});

test(
  'before and after answer the same, as their description says, and leave the same data',
  { timeout: 300_000 },
  async () => {
    await using server = await testServer();
    await using boardBefore = await openBoard(server, 'before');
    await using boardAfter = await openBoard(server, 'after');
    await using before = await startApi(boardBefore);
    await using after = await startApi(boardAfter);
    await using db = await boardBefore.connect();
    await using dbAfter = await boardAfter.connect();
    for (const board of [db, dbAfter])
      await board.query(
        `INSERT INTO sessions (session_token, user_id, expires) SELECT 'admin', id, 'infinity' FROM users WHERE role = 'admin' LIMIT 1`,
      );
    const requests = await replayOf(db, 300, 7);

    const statuses = new Set<string>();
    for (const request of requests) {
      const [expected, actual] = await Promise.all([
        before.request(request.path, request),
        after.request(request.path, request),
      ]);
      const what = describe(request);
      expect({ what, ...facts(actual) }).toEqual({ what, ...facts(expected) });
      const endpoint = endpointOf(request);
      expect({ what, misfit: misfit(endpoint, actual) }).toEqual({ what, misfit: null });
      statuses.add(`${endpoint.method} ${endpoint.path} ${actual.status}`);
    }

    // A replay that only ever hears 404 would prove nothing.
    expect([...statuses].toSorted()).toEqual(expect.arrayContaining(outcomes));

    for (const query of states)
      expect({ query, rows: (await dbAfter.query(query)).rows }).toEqual({
        query,
        rows: (await db.query(query)).rows,
      });
  },
);

/** A replay that only ever hears 404 would prove nothing. */
const outcomes = [
  'get /api/jobs 200',
  'get /api/jobs 400',
  'get /api/jobs 401',
  'get /api/jobs/:id 200',
  'get /api/jobs/:id 404',
  'get /api/my/applications 200',
  'get /api/employer/applications 200',
  'get /api/dashboard 200',
  'get /api/dashboard 401',
  'get /api/dashboard 403',
  'get /api/notifications/unread-count 200',
  'post /api/my/applications 201',
  'post /api/my/applications 404',
  'post /api/my/applications 409',
  'patch /api/applications/:id/status 200',
  'patch /api/applications/:id/status 404',
  'patch /api/applications/:id/status 409',
  'post /api/jobs 201',
  'delete /api/jobs/:id 204',
  'delete /api/jobs/:id 404',
];

/** What is left in the tables: counters, statuses, notifications. */
const states = [
  'SELECT id, status, views_count, applications_count, title, posted_at::text FROM jobs ORDER BY id',
  `SELECT id, job_id, candidate_id, status, cover_letter, applied_at::text, updated_at::text
   FROM job_applications ORDER BY id`,
  `SELECT user_id, type, title, message, related_job_id, related_application_id, is_read, created_at::text
   FROM notifications ORDER BY id`,
];

function facts({ status, headers, body }: Answer) {
  return { status, location: headers.get('location'), type: headers.get('content-type'), body };
}

function describe({ method = 'GET', path, body, token = 'nobody' }: Replayed): string {
  return `${method} ${path} ${JSON.stringify(body) ?? ''} as ${token}`;
}

function endpointOf({ method = 'GET', path }: Replayed): Endpoint {
  const [bare] = path.split('?');
  const found = endpoints.find(
    (endpoint) =>
      endpoint.method === method.toLowerCase() &&
      new RegExp(`^${endpoint.path.replace(':id', String.raw`\d+`)}$`).test(bare ?? ''),
  );
  if (!found) throw new Error(`No endpoint for ${method} ${path}`);
  return found;
}

/** What of an answer is not as its endpoint says; null where all is well. */
function misfit(endpoint: Endpoint, { status, body }: Answer): unknown {
  if (status >= 400) return problemDetails.safeParse(body).error ?? null;
  if (status !== endpoint.success.status) return `status ${status}`;
  return endpoint.success.body?.safeParse(body).error ?? null;
}
