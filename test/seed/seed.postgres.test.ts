import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { dropDatabase } from '../../src/database/databases.ts';
import { seedTemplate } from '../../src/seeding/seed.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { testServer } from '../support/server.ts';

test('the job board loads: keys, references and labels fit, and none of the proposed indexes is there', async () => {
  await using server = await testServer();
  const suite = await loadSuite(join(import.meta.dirname, '..', '..'));
  const { database, record } = await seedTemplate({
    ...suite,
    server,
    scale: 'tiny',
    factor: 0.01,
    // Data of its own: the other files clone what 42 makes, at the same time.
    seed: 43,
  });
  await using db = await connect(server, database);

  const { rows: indexes } = await db.query<{ index: string }>(
    `SELECT i.indexrelid::regclass::text AS index FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const tables = Object.keys(suite.suite.dataset.tables);
  expect(indexes.map(({ index }) => index)).toEqual(
    [
      ...tables.map((table) => `${table}_pkey`),
      'sessions_session_token_key',
      'verification_tokens_token_key',
    ].toSorted(),
  );
  const { rows: references } = await db.query(
    "SELECT 1 FROM pg_constraint WHERE contype = 'f' AND convalidated",
  );
  expect(references).toHaveLength(15);
  const { rows: empty } = await db.query(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples = 0",
  );
  expect(empty.filter(({ relname }) => tables.includes(String(relname)))).toEqual([]);
  const { rows: inserted } = await db.query(
    `INSERT INTO job_applications (job_id, candidate_id) VALUES (1, 1) RETURNING id, status, applied_at IS NOT NULL AS dated`,
  );
  expect(inserted).toEqual([{ id: 1_001, status: 'pending', dated: true }]);

  expect(record.tables.map(({ name }) => name)).toEqual(tables);
  const jobs = record.tables.find(({ name }) => name === 'jobs');
  const status = jobs?.columns.find(({ name }) => name === 'status');
  expect(status?.common[0]?.value).toBe('published');

  await db.end();
  await dropDatabase(server, database);
});
