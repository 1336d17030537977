import { describe, expect, test } from 'vitest';
import { builds, useBoard, type Api } from './board.ts';
import { column } from './people.ts';

interface JobList {
  readonly jobs: readonly { readonly id: number; readonly posted_at: string }[];
  readonly page: number | null;
  readonly total: number | null;
  readonly next_cursor: string | null;
}

describe.each(builds)('%s', (build) => {
  const at = useBoard(build);
  test('pages and cursors each show every job once and in order, however close in time', async () => {
    const { api, db } = at;
    // Microseconds apart within one millisecond, and thirty at the very same moment.
    await db.query(
      `UPDATE jobs SET posted_at = '2026-01-05 10:00:00.123+00'::timestamptz
         + least(id % 90, 60) * interval '1 microsecond'
       WHERE status = 'published' AND id <= 300`,
    );
    const expected = await column<number>(
      db,
      `SELECT id FROM jobs WHERE status = 'published' ORDER BY posted_at DESC, id DESC`,
    );

    expect(await byPage(api, 97)).toEqual(expected);
    expect(await byCursor(api, 37)).toEqual(expected);
  });

  test('a page past the last is empty and still knows the total; behind a cursor nothing is counted', async () => {
    const { api } = at;
    const first = await list(api, '/api/jobs?limit=20');
    const past = await list(api, '/api/jobs?limit=20&page=1000');
    expect(first.total).toBeGreaterThan(20);
    expect(past).toEqual({ jobs: [], page: 1000, limit: 20, total: first.total, next_cursor: null });
    const behind = await list(api, `/api/jobs?limit=20&cursor=${first.next_cursor}`);
    expect(behind).toMatchObject({ page: null, total: null });
    expect(behind.jobs).toEqual((await list(api, '/api/jobs?limit=20&page=2')).jobs);
  });

  test('wildcards of ILIKE are searched for, not obeyed', async () => {
    const { api, db } = at;
    const [id] = await column<number>(db, `SELECT max(id) FROM jobs WHERE status = 'published'`);
    await db.query(String.raw`UPDATE jobs SET title = 'A 100% sure_thing \o/' WHERE id = $1`, [id]);
    for (const [search, found] of [
      ['100% sure_thing', [id]],
      ['100%%sure', []],
      ['sure-thing', []],
      [String.raw`\o/`, [id]],
      ['SURE_THING', [id]],
    ] as const) {
      const { jobs, total } = await list(api, `/api/jobs?search=${encodeURIComponent(search)}`);
      expect({ search, total, ids: jobs.map((job) => job.id) }).toEqual({
        search,
        total: found.length,
        ids: found,
      });
    }
  });
});

async function byPage(api: Api, limit: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let page = 1; ; page++) {
    const { jobs, next_cursor } = await list(api, `/api/jobs?page=${page}&limit=${limit}`);
    seen.push(...jobs.map(({ id }) => id));
    if (next_cursor === null) return seen;
  }
}

async function byCursor(api: Api, limit: number): Promise<readonly number[]> {
  const seen: number[] = [];
  let cursor = '';
  while (true) {
    const { jobs, next_cursor } = await list(api, `/api/jobs?limit=${limit}${cursor}`);
    seen.push(...jobs.map(({ id }) => id));
    if (next_cursor === null) return seen;
    cursor = `&cursor=${next_cursor}`;
  }
}

async function list(api: Api, path: string): Promise<JobList> {
  const { status, body } = await api.request(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body as JobList;
}
