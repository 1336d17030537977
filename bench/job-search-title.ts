import { vocabulary } from '../seed/vocabulary.ts';
import { defineExperiment, p, sql, type ParameterSet } from '../src/index.ts';

function searches(words: readonly string[]): readonly ParameterSet[] {
  return words.map((word) => ({ pattern: `%${word}%` }));
}

/**
 * Words by how many titles have them. The vocabulary's are counted over titles and descriptions together: no title has
 * its "team" or its "cobol".
 */
export const titleWords = {
  /** In a tenth of all titles and more. */
  frequent: ['engineer', 'developer', 'manager', 'senior'],
  typical: vocabulary.typical,
  /** In some in ten thousand. */
  rare: ['kafka', 'snowflake', 'tensorflow', 'bigquery'],
  absent: vocabulary.absent,
} as const;

/** §9.2's statement, as it stands there but for the word. */
const search = sql`
        SELECT j.*, c.name as company_name
        FROM jobs j
        JOIN companies c ON j.company_id = c.id
        WHERE j.status = 'published'
          AND j.location_type = 'remote'
          AND j.title ILIKE ${p.pattern}
        ORDER BY j.posted_at DESC
        LIMIT 20`;

export const jobSearchTitle = defineExperiment({
  id: 'jobs/search-title',
  title: "The document's own benchmark: remote jobs by title",
  source: '§9.2 scenario 2, §2 index 4',
  note: 'Whether PostgreSQL takes the index hangs on the width of the rows, and these are near the point: jobs/search-title-wide has the same over descriptions half as long again',
  claim: {
    says: '582 ms → 5 ms, 111×; 50 MB',
    before: 0.582456,
    after: 0.005234,
    factor: 111,
    size: 50e6,
    asWritten: 'as-written',
  },
  parameters: {
    frequent: searches(titleWords.frequent),
    typical: searches(titleWords.typical),
    rare: searches(titleWords.rare),
    absent: searches(titleWords.absent),
  },
  answers: 'same rows',
  variants: {
    before: { run: search },
    'as-written': {
      title: 'as written',
      note: '§2 index 4; the statement stays',
      schema: './bench/migrations/2-index-04-job-search.sql',
    },
  },
});

export const jobSearchTitleWide = defineExperiment({
  id: 'jobs/search-title-wide',
  title: "The document's own benchmark, were descriptions half as long again",
  source: 'our own',
  note: 'jobs/search-title has the same over the descriptions as they are; a rewrite of the table makes them longer for this alone',
  parameters: {
    typical: searches(titleWords.typical),
    absent: searches(titleWords.absent),
  },
  answers: 'same rows',
  variants: {
    before: { run: search, schema: './bench/migrations/own-wide-jobs.sql' },
    'as-written': {
      title: 'index 4, over longer descriptions',
      note: '§2 index 4, on rows that are wider than the seeded ones; the statement stays',
      schema: './bench/migrations/own-wide-jobs-index-04.sql',
    },
  },
});
