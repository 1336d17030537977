import { describe, expect, test } from 'vitest';
import { dataset } from '../../seed/index.ts';
import { seedingOf } from '../../src/seeding/chunk.ts';
import { rowsOf, seedingAt, share, type Row } from './support/rows.ts';

const now = Date.parse(dataset.now);

describe('sizes', () => {
  test.each([
    ['jobs', 1_000, 100_000],
    ['job_applications', 1_000, 100_000],
    ['users', 100, 10_000],
    ['companies', 50, 5_000],
    ['notifications', 2_000, 200_000],
    ['sessions', 200, 20_000],
  ])('%s: %i rows at tiny, %i at default', (table, tiny, usual) => {
    expect(seedingAt(0.01).rows(table)).toBe(tiny);
    expect(seedingAt(1).rows(table)).toBe(usual);
  });

  test.each([0.000_01, 0.003, 0.5, 3.7])('every table has rows at %f times the default', (factor) => {
    const seeding = seedingOf(dataset, { factor, seed: 1 });
    for (const [table, { row }] of Object.entries(dataset.tables)) {
      const last = seeding.rows(table) - 1;
      expect(row(last, seeding.random(table, last), seeding)[0]).toBe(last + 1);
    }
  });
});

describe.each(Object.keys(dataset.tables))('%s', (table) => {
  const rows = rowsOf(table);

  test('has as many cells as columns, and ids from 1', () => {
    const { columns, row } = dataset.tables[table] ?? { columns: [], row: () => [] };
    const seeding = seedingAt(0.01);
    expect(row(0, seeding.random(table, 0), seeding)).toHaveLength(columns.length);
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, i) => i + 1));
  });

  test('happened before now, except what is to end', () => {
    const times = rows.flatMap((row) =>
      Object.entries(row).filter(([column]) => /_at$|^email_verified$|_date$/.test(column)),
    );
    const late = times.filter(
      ([column, value]) =>
        column !== 'expires_at' && typeof value === 'string' && Date.parse(value) > now + 1000,
    );
    expect(late).toEqual([]);
  });

  test('is whole: no text has a place that was not filled in', () => {
    const texts = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'));
    expect(texts.filter((text) => /undefined|NaN|[{}]/.test(text))).toEqual([]);
  });
});

describe('people', () => {
  const users = rowsOf('users');
  const roleOf = (row: Row) => users[Number(row['user_id']) - 1]?.['role'];

  test('every candidate and every employer is a user of that role, and each such user is one', () => {
    const candidates = rowsOf('candidates');
    const employers = rowsOf('employers');
    expect(new Set(candidates.map(roleOf))).toEqual(new Set(['candidate']));
    expect(new Set(employers.map(roleOf))).toEqual(new Set(['employer']));
    const ids = [...candidates, ...employers].map((row) => row['user_id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(users.filter(({ role }) => role !== 'admin').length);
  });

  test('no candidate has a skill twice', () => {
    const skills = rowsOf('skills').map((row) => `${String(row['candidate_id'])} ${String(row['name'])}`);
    expect(new Set(skills).size).toBe(skills.length);
  });

  test('nobody has two accounts, so that the proposed unique index on them can be built', () => {
    const owners = rowsOf('accounts').map((row) => row['user_id']);
    expect(new Set(owners).size).toBe(owners.length);
  });

  test('some sessions live, most have expired', () => {
    const live = share(rowsOf('sessions', 0.1), ({ expires }) => Date.parse(String(expires)) > now);
    expect(live).toBeGreaterThan(0.2);
    expect(live).toBeLessThan(0.4);
  });
});

describe('hiring', () => {
  const jobs = rowsOf('jobs', 0.04);
  const applications = rowsOf('job_applications', 0.04);

  test('a job counts its applications', () => {
    const counts = new Map<unknown, number>();
    for (const row of applications) counts.set(row['job_id'], (counts.get(row['job_id']) ?? 0) + 1);
    expect(jobs.filter((job) => job['applications_count'] !== (counts.get(job['id']) ?? 0))).toEqual([]);
  });

  test('nobody applies to a draft, or before a job is posted', () => {
    const early = applications.filter((row) => {
      const job = jobs[Number(row['job_id']) - 1];
      return job?.['status'] === 'draft' || String(row['applied_at']) < String(job?.['posted_at']);
    });
    expect(early).toEqual([]);
  });

  test('some have applied twice to a job, with statuses that the proposed unique index covers', () => {
    const covered = applications.filter(({ status }) => status !== 'rejected' && status !== 'withdrawn');
    const pairs = covered.map((row) => `${String(row['candidate_id'])} ${String(row['job_id'])}`);
    const repeated = pairs.length - new Set(pairs).size;
    expect(repeated).toBeGreaterThan(20);
    expect(repeated).toBeLessThan(500);
  });

  test('a few employers have a large share, and most have some', () => {
    const counts = new Map<unknown, number>();
    for (const job of jobs) counts.set(job['employer_id'], (counts.get(job['employer_id']) ?? 0) + 1);
    const sorted = [...counts.values()].toSorted((a, b) => b - a);
    const heaviest = sorted.slice(0, 3).reduce((sum, count) => sum + count, 0) / jobs.length;
    expect(heaviest).toBeGreaterThan(0.1);
    expect(heaviest).toBeLessThan(0.5);
    expect(counts.size).toBeGreaterThan(0.8 * seedingAt(0.04).rows('employers'));
  });

  test('most jobs are published, and every status occurs', () => {
    const published = share(jobs, ({ status }) => status === 'published');
    expect(published).toBeGreaterThan(0.5);
    expect(published).toBeLessThan(0.7);
    expect(new Set(jobs.map(({ status }) => status)).size).toBe(4);
    expect(new Set(applications.map(({ status }) => status)).size).toBe(7);
  });

  test('times are practically unique, and denser towards now', () => {
    const posted = jobs.flatMap((job) => (job['posted_at'] === null ? [] : [String(job['posted_at'])]));
    expect(new Set(posted).size).toBe(posted.length);
    const month = new Date(now - 30 * 86_400_000).toISOString();
    expect(share(jobs, (job) => String(job['created_at']) > month)).toBeGreaterThan(2 * (30 / 730));
  });

  test('seniors earn more, and Geneva pays better than Lisbon', () => {
    expect(average(jobs, 'title', 'Senior')).toBeGreaterThan(1.3 * average(jobs, 'title', 'Junior'));
    expect(average(jobs, 'location', 'Geneva')).toBeGreaterThan(1.5 * average(jobs, 'location', 'Lisbon'));
  });

  test('one notification in seven or so is unread', () => {
    const unread = share(rowsOf('notifications', 0.04), (row) => row['is_read'] === false);
    expect(unread).toBeGreaterThan(0.1);
    expect(unread).toBeLessThan(0.16);
  });
});

/** The lowest salary offered, on average over the jobs that offer one and of which a column begins like this. */
function average(jobs: readonly Row[], column: string, beginning: string): number {
  const paid = jobs.filter((job) => job['salary_min'] !== null && String(job[column]).startsWith(beginning));
  return paid.reduce((sum, job) => sum + Number(job['salary_min']), 0) / paid.length;
}
