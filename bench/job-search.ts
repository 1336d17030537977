import { vocabulary } from '../seed/vocabulary.ts';
import { defineExperiment, type ParameterSet, type Procedure, type Sql } from '../src/index.ts';
import * as statements from './job-search-statements.ts';

/** What the route answers, whichever columns a statement fetched. Nobody is logged in, so nobody has applied. */
function page(statement: Sql): Procedure {
  return async (db, parameters) => {
    const rows = await db.query(statement, parameters);
    return rows.map(({ id, title, name, company_name = name, logo_url, has_applied = false }) => ({
      id,
      title,
      company_name,
      logo_url,
      has_applied,
    }));
  };
}

/** §1.1's filter among others: from an eighth of the published jobs down to a hundredth. */
const filters = [
  { location_type: 'hybrid', job_type: 'contract' },
  { location_type: 'remote', job_type: 'full_time' },
  { location_type: 'remote', job_type: 'internship' },
  { location_type: 'remote', job_type: 'part_time' },
  { location_type: 'hybrid', job_type: 'temporary' },
];

/** Each word as a visitor types it, and as the route makes a pattern of it. */
function searches(words: readonly string[]): readonly ParameterSet[] {
  return words.flatMap((search) =>
    filters.map((filter) => ({
      search,
      pattern: `%${search}%`,
      ...filter,
      candidate: null,
      status: 'published',
      limit: 10,
      offset: 0,
    })),
  );
}

const steps12 = './bench/migrations/1.1-search-indexes.sql';

export const jobSearch = defineExperiment({
  id: 'jobs/search',
  title: 'Job search with filters',
  source: '§9.1 row 1, §1.1, §2 indexes 4 and 5',
  claim: {
    says: '500 ms → 5 ms, 100×; ~50 MB and ~30 MB',
    before: 0.5,
    after: 0.005,
    factor: 100,
    size: 80e6,
    asWritten: 'as-written',
    repaired: 'repaired',
  },
  parameters: {
    frequent: searches(vocabulary.frequent),
    typical: searches(vocabulary.typical),
    rare: searches(vocabulary.rare),
    absent: searches(vocabulary.absent),
  },
  answers: 'same rows',
  variants: {
    before: { run: page(statements.current) },
    'as-written': {
      title: 'as written',
      note: '§1.1: both indexes and the rewritten query',
      schema: steps12,
      run: page(statements.asWritten),
    },
    repaired: {
      note: 'the parameter is cast to text, and the condition is the expression of the index',
      schema: steps12,
      run: page(statements.castAndIndexed),
      answers: { differ: 'words and their stems instead of substrings, and no search in company names' },
    },
    'index-only': {
      title: 'indexes only',
      note: 'the current query over both indexes',
      schema: steps12,
    },
    code: {
      title: "§1.1's code",
      note: "full text AND the company's name, which the text calls a fallback",
      schema: steps12,
      run: page(statements.fullTextAndCompany),
    },
    own: {
      title: 'trigrams',
      note: 'our own: ILIKE as before, over trigram indexes, which the document does not propose',
      schema: './bench/migrations/own-job-search-trigrams.sql',
      run: page(statements.byTrigrams),
    },
  },
});
