import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as fc from 'fast-check';
import { from as copyFrom } from 'pg-copy-streams';
import { expect, test } from 'vitest';
import { copyLine } from '../../src/seeding/copy-text.ts';
import { scratchDatabase, testServer } from '../support/server.ts';

/** PostgreSQL's text has no NUL, and UTF-8 no lone surrogates: those cannot be stored by anybody. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', '.', '"', ',') }),
  )
  .map((value) => value.replace(/[\0\p{Surrogate}]/gu, ''));
const row = fc.record({
  t: fc.option(text),
  f: fc.double({ noNaN: true }),
  b: fc.boolean(),
  a: fc.array(text, { maxLength: 4 }),
  n: fc.array(fc.integer(), { maxLength: 4 }),
  j: fc.dictionary(text, text, { maxKeys: 3 }),
  d: fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
});

test('what goes through COPY comes back as it was', async () => {
  await using server = await testServer();
  await using database = await scratchDatabase(server);
  await using db = await database.connect();
  await db.query(
    'CREATE TABLE v (i serial, t text, f float8, b boolean, a text[], n int[], j jsonb, d timestamptz)',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      await db.query('TRUNCATE v');
      const lines = rows.map(({ t, f, b, a, n, j, d }) => copyLine([t, f, b, a, n, j, d]));
      await pipeline(Readable.from(lines), db.query(copyFrom('COPY v (t, f, b, a, n, j, d) FROM STDIN')));
      const { rows: stored } = await db.query(
        'SELECT t, f, b, a, n, j, extract(epoch FROM d) * 1000 AS d FROM v ORDER BY i',
      );
      // -0 is 0 in both JSON and the comparison below.
      const expected = rows.map((row) => ({ ...row, f: row.f === 0 ? 0 : row.f, d: row.d.getTime() }));
      const found = stored.map((row) => ({ ...row, f: row.f === 0 ? 0 : row.f, d: Number(row.d) }));
      expect(found).toEqual(expected.map((row) => ({ ...row, j: { ...row.j } })));
    }),
    { numRuns: 60 },
  );
});
