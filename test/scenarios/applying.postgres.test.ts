import { describe, expect, test } from 'vitest';
import type { Connection } from '../../src/database/connect.ts';
import { testServer } from '../support/server.ts';
import { builds, openBoard, startApi, useBoard } from './board.ts';
import { column, loggedIn, type Person } from './people.ts';

describe.each(builds)('%s', (build) => {
  const at = useBoard(build);

  test('an application counts and tells the employer, a second one is refused, after a rejection it is not', async () => {
    const { api, db } = at;
    const [candidate] = await loggedIn(db, 'candidate');
    const [employer] = await loggedIn(db, 'employer');
    const job = await openJobOf(db, employer, candidate);
    const apply = () =>
      api.request('/api/my/applications', { method: 'POST', token: candidate.token, body: { job_id: job } });
    const decide = (id: number, status: string) =>
      api.request(`/api/applications/${id}/status`, {
        method: 'PATCH',
        token: employer.token,
        body: { status },
      });
    const seenBy = async (person: Person) =>
      (await api.request(`/api/jobs/${job}`, { token: person.token })).body;
    const before = await countersOf(db, job);

    expect(await seenBy(candidate)).toMatchObject({
      has_applied: false,
      views_count: before.views_count + 1,
    });
    const first = await apply();
    expect(first).toMatchObject({ status: 201, body: { job_id: job, status: 'pending' } });
    const { id } = first.body as { id: number };
    expect(await seenBy(candidate)).toMatchObject({ has_applied: true });
    expect(await seenBy(employer)).toMatchObject({ has_applied: false });
    expect(await lastNotification(db, employer)).toMatchObject({
      type: 'new_application',
      related_job_id: job,
      related_application_id: id,
      is_read: false,
    });

    expect(await apply()).toMatchObject({ status: 409, body: { title: 'Conflict' } });
    expect(await countersOf(db, job)).toMatchObject({ applications_count: before.applications_count + 1 });

    expect(await decide(id, 'rejected')).toMatchObject({ status: 200, body: { id, status: 'rejected' } });
    const told = await lastNotification(db, candidate);
    expect(told).toMatchObject({ type: 'status_change', related_application_id: id });
    expect(told.message).toMatch(/^Your application for .+ has been updated to: rejected$/);
    expect((await decide(id, 'interview')).status).toBe(409);
    expect(await apply()).toMatchObject({ status: 201 });
  });

  test('a decision that changes nothing tells nobody', async () => {
    const { api, db } = at;
    const [employer] = await loggedIn(db, 'employer');
    const [id] = await column<number>(
      db,
      `SELECT a.id FROM job_applications a JOIN jobs j ON j.id = a.job_id
       WHERE j.employer_id = $1 AND a.status = 'viewed'`,
      [employer.profile],
    );
    const [before] = await column<number>(db, 'SELECT count(*) FROM notifications');
    const request = { method: 'PATCH', token: employer.token, body: { status: 'viewed' } };
    expect((await api.request(`/api/applications/${id}/status`, request)).status).toBe(200);
    expect(await column(db, 'SELECT count(*) FROM notifications')).toEqual([before]);
  });

  test('a job and its applications go, and the notifications about them stay', async () => {
    const { api, db } = at;
    const [employer] = await loggedIn(db, 'employer');
    const [job] = await column<number>(
      db,
      `SELECT n.related_job_id FROM notifications n JOIN jobs j ON j.id = n.related_job_id WHERE j.employer_id = $1`,
      [employer.profile],
    );
    const [before] = await column<number>(db, 'SELECT count(*) FROM notifications');
    const request = { method: 'DELETE', token: employer.token };
    expect((await api.request(`/api/jobs/${job}`, request)).status).toBe(204);
    expect((await api.request(`/api/jobs/${job}`)).status).toBe(404);
    expect(await column(db, 'SELECT id FROM job_applications WHERE job_id = $1', [job])).toEqual([]);
    expect(await column(db, 'SELECT count(*) FROM notifications')).toEqual([before]);
    expect((await api.request(`/api/jobs/${job}`, request)).status).toBe(404);
  });
});

/** The difference that is meant: before, two clicks at the same moment both find no earlier application (§2, index 1). */
test('after, of many clicks at the same moment one counts', async () => {
  await using server = await testServer();
  await using board = await openBoard(server, 'after');
  await using api = await startApi(board);
  await using db = await board.connect();
  const [candidate] = await loggedIn(db, 'candidate');
  const [employer] = await loggedIn(db, 'employer');
  const job = await openJobOf(db, employer, candidate);
  const { applications_count } = await countersOf(db, job);
  const request = { method: 'POST', token: candidate.token, body: { job_id: job } };
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => api.request('/api/my/applications', request)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array(11).fill(409),
  ]);
  expect(await countersOf(db, job)).toMatchObject({ applications_count: applications_count + 1 });
});

/** A published job of the employer that the candidate has not applied for. */
async function openJobOf(db: Connection, employer: Person, candidate: Person): Promise<number> {
  const [job] = await column<number>(
    db,
    `SELECT id FROM jobs j WHERE status = 'published' AND employer_id = $1
       AND NOT EXISTS (SELECT FROM job_applications a WHERE a.job_id = j.id AND a.candidate_id = $2)`,
    [employer.profile, candidate.profile],
  );
  if (job === undefined) throw new Error('The data has no such job');
  return job;
}

async function countersOf(db: Connection, job: number) {
  const { rows } = await db.query<{ views_count: number; applications_count: number }>(
    'SELECT views_count, applications_count FROM jobs WHERE id = $1',
    [job],
  );
  const [row] = rows;
  if (!row) throw new Error(`Job ${job} is gone`);
  return row;
}

async function lastNotification(
  db: Connection,
  { user }: Person,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await db.query<Record<string, unknown>>(
    'SELECT * FROM notifications WHERE user_id = $1 ORDER BY id DESC LIMIT 1',
    [user],
  );
  return rows[0] ?? {};
}
