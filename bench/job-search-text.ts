import { defineExperiment, p, sql, type ParameterSet } from '../src/index.ts';
import { vocabulary } from '../seed/vocabulary.ts';
import { jobAndCompany } from './entities.ts';
import type { Sql } from '../src/index.ts';

/** `GET /api/jobs/?search=…` with the search condition left open: the variants differ in it. */
function searchBy(condition: Sql): Sql {
  return sql`
    SELECT ${jobAndCompany}
    FROM jobs j
    JOIN companies c ON j.company_id = c.id
    WHERE j.status = ${p.status}
      AND ${condition}
    ORDER BY j.posted_at DESC
    LIMIT ${p.limit} OFFSET ${p.offset}`;
}

const substring = sql`(j.title ILIKE ${p.pattern} OR j.description ILIKE ${p.pattern} OR c.name ILIKE ${p.pattern})`;
const fullText = sql`to_tsvector('english', coalesce(j.title, '') || ' ' || coalesce(j.description, ''))
      @@ plainto_tsquery('english', ${p.search})`;

/** The same substrings as now, each found by an index of its own table. */
const substringByIndex = sql`j.id IN (
        SELECT id FROM jobs
        WHERE status = 'published' AND (title ILIKE ${p.pattern} OR description ILIKE ${p.pattern})
        UNION
        SELECT jobs.id FROM jobs JOIN companies ON companies.id = jobs.company_id
        WHERE jobs.status = 'published' AND companies.name ILIKE ${p.pattern})`;

/** Each word as a visitor types it, and as the route makes a pattern of it. */
function searches(words: readonly string[]): readonly ParameterSet[] {
  return words.map((search) => ({
    search,
    pattern: `%${search}%`,
    status: 'published',
    limit: 10,
    offset: 0,
  }));
}

const migration003 = './bench/migrations/10-migration-003-repaired.sql';

export const jobSearchText = defineExperiment({
  id: 'jobs/search-text',
  title: 'Job search by text alone',
  source: '§2 index 5, §1.1 "Code Changes Required", §10 migration 003',
  claim: {
    says: '50× for search queries; ~30 MB',
    factor: 50,
    size: 30e6,
    asWritten: 'as-written',
    repaired: 'migration-repaired',
  },
  parameters: {
    frequent: searches(vocabulary.frequent),
    typical: searches(vocabulary.typical),
    rare: searches(vocabulary.rare),
    absent: searches(vocabulary.absent),
    substring: searches(vocabulary.substring),
    symbols: searches(vocabulary.symbols),
  },
  answers: 'same rows',
  variants: {
    before: { run: searchBy(substring) },
    'as-written': {
      title: 'as written',
      note: "§1.1's code: full text, AND the company's name, which it calls a fallback",
      schema: './bench/migrations/2-index-05-full-text.sql',
      run: searchBy(sql`${fullText} AND c.name ILIKE ${p.pattern}`),
    },
    migration: {
      title: 'migration 003 as written',
      note: "§10's code: full text, OR the company's name; its migration as it stands",
      schema: './bench/migrations/10-migration-003.sql',
      run: searchBy(sql`(${fullText} OR c.name ILIKE ${p.pattern})`),
      answers: { differ: 'words and their stems instead of substrings' },
    },
    'migration-repaired': {
      title: 'migration 003 repaired',
      note: "§10's code over its migration in an order that runs",
      schema: migration003,
      run: searchBy(sql`(${fullText} OR c.name ILIKE ${p.pattern})`),
      answers: { differ: 'words and their stems instead of substrings' },
    },
    'full-text': {
      title: 'full text only',
      note: "§10's code without the company's name: what index 5 can do by itself",
      schema: migration003,
      run: searchBy(fullText),
      answers: { differ: 'words and their stems instead of substrings, and no search in company names' },
    },
    trigrams: {
      note: 'our own: trigram indexes, and a UNION in place of an OR across two tables; answers as now',
      schema: './bench/migrations/own-trigrams.sql',
      run: searchBy(substringByIndex),
    },
  },
});
