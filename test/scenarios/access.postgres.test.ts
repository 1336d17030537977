import { beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../scenarios/api/endpoints/index.ts';
import { builds, useBoard } from './board.ts';
import { column, loggedIn, type Person } from './people.ts';

const aJob = { title: 'A', description: 'B', location_type: 'remote', job_type: 'contract' };

describe.each(builds)('%s', (build) => {
  const at = useBoard(build);
  let candidate: Person;
  let employer: Person;
  let rival: Person;

  beforeAll(async () => {
    [candidate] = await loggedIn(at.db, 'candidate');
    [employer, rival] = await loggedIn(at.db, 'employer');
  });

  test('what needs a session says so without one', async () => {
    for (const { method, path, access } of endpoints) {
      if (access === 'anyone') continue;
      const answer = await at.api.request(path.replace(':id', '1'), { method: method.toUpperCase() });
      expect({ what: `${method} ${path}`, ...answer }).toMatchObject({
        what: `${method} ${path}`,
        status: 401,
        body: { title: 'Unauthorized' },
      });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('what is for one role is refused to the other', async () => {
    for (const { method, path, access } of endpoints) {
      if (access !== 'candidate' && access !== 'employer') continue;
      const { token } = access === 'candidate' ? employer : candidate;
      const answer = await at.api.request(path.replace(':id', '1'), { method: method.toUpperCase(), token });
      expect({ what: `${method} ${path}`, status: answer.status }).toEqual({
        what: `${method} ${path}`,
        status: 403,
      });
    }
  });

  test('a session that is over, unknown or malformed is refused, even where none is needed', async () => {
    const { db } = at;
    const [over] = await column<string>(
      db,
      `SELECT session_token FROM sessions WHERE expires < '2026-01-06T12:00Z'`,
    );
    for (const token of [over, 'unknown', '', 'with space', "' OR 1=1"])
      expect({ token, ...(await at.api.request('/api/jobs', { token })) }).toMatchObject({
        token,
        status: 401,
      });
    expect((await at.api.request('/api/jobs', { headers: { authorization: 'Basic YTpi' } })).status).toBe(
      401,
    );
  });

  test('the session of a user who was shut out is refused', async () => {
    const { db } = at;
    await db.query('UPDATE users SET is_active = false WHERE id = $1', [rival.user]);
    expect((await at.api.request('/api/dashboard', { token: rival.token })).status).toBe(401);
    await db.query('UPDATE users SET is_active = true WHERE id = $1', [rival.user]);
    expect((await at.api.request('/api/dashboard', { token: rival.token })).status).toBe(200);
  });

  test('candidates see their own applications only, employers those for their own jobs', async () => {
    const { db } = at;
    const owned = async (
      path: string,
      { token }: Person,
      owners: string,
      { profile }: Person,
    ): Promise<void> => {
      const { body } = await at.api.request(`${path}?limit=100`, { token });
      const { applications } = body as { applications: readonly { id: number }[] };
      const ids = applications.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(await column(db, `SELECT DISTINCT ${owners} WHERE a.id = ANY($1)`, [ids])).toEqual([profile]);
    };
    await owned('/api/my/applications', candidate, 'candidate_id FROM job_applications a', candidate);
    const throughJob = 'employer_id FROM job_applications a JOIN jobs j ON j.id = a.job_id';
    await owned('/api/employer/applications', employer, throughJob, employer);
  });

  test("another employer's job and application are as good as not there, and stay as they are", async () => {
    const { db } = at;
    const [application] = await column<number>(
      db,
      `SELECT a.id FROM job_applications a JOIN jobs j ON j.id = a.job_id
       WHERE j.employer_id = $1 AND a.status = 'pending'`,
      [employer.profile],
    );
    const [job] = await column<number>(db, 'SELECT id FROM jobs WHERE employer_id = $1', [employer.profile]);
    const { token } = rival;
    const body = { status: 'rejected' };
    const path = `/api/applications/${application}/status`;
    expect((await at.api.request(path, { method: 'PATCH', token, body })).status).toBe(404);
    expect((await at.api.request(`/api/jobs/${job}`, { method: 'DELETE', token })).status).toBe(404);
    expect(await column(db, 'SELECT status FROM job_applications WHERE id = $1', [application])).toEqual([
      'pending',
    ]);
    expect(await column(db, 'SELECT id FROM jobs WHERE id = $1', [job])).toEqual([job]);
  });

  test.each<[string, string, string | null]>([
    ['a page of zero', '/api/jobs?page=0', 'page'],
    ['a page that is no number', '/api/jobs?page=one', 'page'],
    ['a page in hexadecimal', '/api/jobs?page=0x10', 'page'],
    ['a limit above 100', '/api/jobs?limit=101', 'limit'],
    ['a parameter given twice', '/api/jobs?limit=1&limit=2', 'limit'],
    ['a parameter that is not known', '/api/jobs?serach=python', ''],
    ['a job type that is not known', '/api/jobs?job_type=gig', 'job_type'],
    ['a NUL, which PostgreSQL cannot store', '/api/jobs?search=a%00b', 'search'],
    ['a search that is too long', `/api/jobs?search=${'x'.repeat(101)}`, 'search'],
    ['a cursor that is none', '/api/jobs?cursor=abc', 'cursor'],
    [
      'a cursor of a day that is none',
      `/api/jobs?cursor=${opaque('2025-02-30T00:00:00.000000Z|1')}`,
      'cursor',
    ],
    ['a cursor of year 0', `/api/jobs?cursor=${opaque('0000-01-01T00:00:00.000000Z|1')}`, 'cursor'],
    ['a cursor with a page', `/api/jobs?page=2&cursor=${opaque('2025-02-03T00:00:00.000000Z|1')}`, 'page'],
    ['an id that is a word', '/api/jobs/mine', 'id'],
    ['an id beyond integer', '/api/jobs/2147483648', 'id'],
    ['a path that cannot be decoded', '/api/jobs/%E0%A4%A', null],
  ])('%s is refused', async (_, path, name) => {
    const { status, headers, body } = await at.api.request(path);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    const { errors = [] } = body as { errors?: readonly { name: string }[] };
    expect(errors.map((error) => error.name)).toEqual(name === null ? [] : [name]);
  });

  test.each<[string, string, string, unknown, number]>([
    ['broken JSON', 'POST', '/api/jobs', '{"title":', 400],
    ['no body', 'POST', '/api/jobs', undefined, 400],
    ['a job without a title', 'POST', '/api/jobs', { ...aJob, title: undefined }, 400],
    [
      'a salary range the wrong way round',
      'POST',
      '/api/jobs',
      { ...aJob, salary_min: 2, salary_max: 1 },
      400,
    ],
    ['a field that nobody asked for', 'POST', '/api/jobs', { ...aJob, status: 'archived' }, 400],
    ['a body that is too large', 'POST', '/api/jobs', { ...aJob, benefits: 'x'.repeat(200_000) }, 413],
    [
      'a decision that only the candidate can make',
      'PATCH',
      '/api/applications/1/status',
      { status: 'withdrawn' },
      400,
    ],
    ['a decision that does not exist', 'PATCH', '/api/applications/1/status', { status: 'hired' }, 400],
    ['a method that is not there', 'PUT', '/api/jobs', aJob, 405],
    ['a path that is not there', 'GET', '/api/job', undefined, 404],
  ])('%s is refused', async (_, method, path, body, status) => {
    const answer = await at.api.request(path, { method, token: employer.token, body });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type: 'about:blank', status });
  });
});

function opaque(text: string): string {
  return Buffer.from(text).toString('base64url');
}
