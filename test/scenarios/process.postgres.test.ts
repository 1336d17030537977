import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { testServer } from '../support/server.ts';
import { ask, builds, now, openBoard, root, startApi, type Board } from './board.ts';

test.each([
  ['SIGTERM', (api: Program) => api.child.kill('SIGTERM')],
  ['the end of its stdin, as when its parent is gone', (api: Program) => api.child.stdin.end()],
])('%s lets the request in flight finish, and leaves the database', async (_, leave) => {
  await using server = await testServer();
  await using board = await openBoard(server, 'after');
  await using api = await startProgram(board);
  await using db = await board.connect();
  // Holds the row that the view counts, so that the request is in flight for as long as we like.
  await db.query('BEGIN');
  await db.query(
    `UPDATE jobs SET title = 'Held' WHERE id = (SELECT min(id) FROM jobs WHERE status = 'published')`,
  );
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM jobs WHERE title = 'Held'`);
  const inFlight = ask(`${api.url}/api/jobs/${rows[0]?.id}`);
  await until(async () => (await connections(board)).includes('Lock'));

  leave(api);
  await until(async () =>
    ask(`${api.url}/health`).then(
      () => false,
      () => true,
    ),
  );
  await db.query('COMMIT');

  expect(await inFlight).toMatchObject({ status: 200, body: { title: 'Held' } });
  expect(await api.ended).toBe(0);
  // A backend hears of it a moment later.
  await expect.poll(() => connections(board), { timeout: 5_000 }).toEqual([]);
});

test('it says on one line where it listens and keeps its logs off stdout', async () => {
  await using server = await testServer();
  await using board = await openBoard(server, 'before');
  await using api = await startProgram(board, { LOG_LEVEL: 'info' });
  await ask(`${api.url}/api/jobs?search=secret`);
  api.child.kill('SIGTERM');
  expect(await api.ended).toBe(0);
  expect(api.stdout()).toMatch(/^intowork-api \(before\) listens on http:\/\/127\.0\.0\.1:\d+\n$/);
  const [answered] = api
    .stderr()
    .split('\n')
    .filter((line) => line.includes('"answered"'));
  expect(JSON.parse(answered ?? '')).toMatchObject({ method: 'GET', path: '/api/jobs', status: 200 });
  expect(api.stderr()).not.toContain('secret');
});

test('where it cannot start: one sentence without the password, and exit code 1', async () => {
  const child = run({ DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/d', BUILD: 'after' });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(stderr).toMatch(/^intowork-api does not start: .*ECONNREFUSED.*\n$/);
  expect(stderr).not.toContain('hush');
});

test.each(builds)('%s: health tells the pool, and 503 when the database is gone', async (build) => {
  await using server = await testServer();
  const board = await openBoard(server, build);
  await using api = await startApi(board);
  await Promise.all(Array.from({ length: 8 }, () => api.request('/api/jobs?limit=1')));
  const { status, body } = await api.request('/health/database');
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'healthy', pool: { waiting: 0 } } });
  const { pool } = body as { pool: Readonly<Record<'size' | 'idle' | 'in_use', number>> };
  expect(pool.size).toBeGreaterThan(0);
  expect(pool.in_use).toBe(pool.size - pool.idle);
  expect((await api.request('/metrics')).body).toContain(`database_pool_size ${pool.size}\n`);

  await board[Symbol.asyncDispose]();
  expect((await api.request('/health')).status).toBe(200);
  expect((await api.request('/health/database')).status).toBe(503);
});

test('a statement that takes too long is answered with 503, and later ones as ever', async () => {
  await using server = await testServer();
  await using board = await openBoard(server, 'after');
  await using db = await board.connect();
  await using api = await startApi({ ...board, url: `${board.url}?statement_timeout=200` });
  await db.query('BEGIN');
  await db.query('LOCK TABLE jobs');
  const late = await api.request('/api/jobs');
  expect(late).toMatchObject({ status: 503, body: { title: 'Service Unavailable' } });
  expect(late.headers.get('retry-after')).toBe('1');
  await db.query('ROLLBACK');
  expect((await api.request('/api/jobs')).status).toBe(200);
});

/** The API as its own process, as the harness starts it. */
interface Program extends AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  readonly url: string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  stdout(): string;
  stderr(): string;
}

async function startProgram(
  { url, build }: Board,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = run({ DATABASE_URL: url, BUILD: build, NOW: now, LOG_LEVEL: 'silent', ...env });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (text) => (stderr += text));
  child.stdout.on('data', (text) => (stdout += text));
  await until(() => stdout.includes('\n'));
  return {
    child,
    url: /http:\S+/.exec(stdout)?.[0] ?? '',
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function run(env: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', 'scenarios/api/main.ts'], {
    cwd: root,
    env: { PATH, ...env },
  });
}

/** What each of the API's connections waits for. */
async function connections(board: Board): Promise<readonly (string | null)[]> {
  await using db = await board.connect();
  const { rows } = await db.query<{ wait_event_type: string | null }>(
    `SELECT wait_event_type FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'intowork-api%'`,
  );
  return rows.map((row) => row.wait_event_type);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
