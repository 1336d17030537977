import { defineExperiment, p, sql } from '../src/index.ts';
import { jobAndCompany } from './entities.ts';

/** A page of twenty, as the traffic of §9.2 asks for it. */
function pages(...numbers: readonly number[]) {
  return numbers.map((number) => ({ status: 'published', limit: 20, offset: (number - 1) * 20 }));
}

export const jobList = defineExperiment({
  id: 'jobs/list',
  title: 'The plain listing of published jobs',
  source: '§9.2 scenario 1 (half of the traffic)',
  parameters: {
    first: pages(1),
    near: pages(2, 3, 4, 5),
    deep: pages(100, 500, 1000),
  },
  answers: 'same rows',
  variants: {
    before: {
      run: sql`
        SELECT ${jobAndCompany}
        FROM jobs j
        JOIN companies c ON j.company_id = c.id
        WHERE j.status = ${p.status}
        ORDER BY j.posted_at DESC
        LIMIT ${p.limit} OFFSET ${p.offset}`,
    },
    proposed: {
      title: 'as proposed',
      note: '§1.1: the indexes that the document proposes for the job board',
      schema: './bench/migrations/1.1-search-indexes.sql',
    },
    own: {
      title: '(status, posted_at)',
      note: 'our own: an index in the order of the listing, which the document does not propose',
      schema: './bench/migrations/own-job-list.sql',
    },
  },
});
