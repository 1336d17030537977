import type { JobQuery } from './contract/jobs.ts';
import type { Values } from './database.ts';

/** What the parameters of a list of jobs stand for, in both builds; null where the query does not narrow. */
export function jobListValues(query: JobQuery): Values {
  const { search, location, location_type, job_type, salary_min, page, limit, cursor } = query;
  return {
    search: search ? containing(search) : null,
    location: location ? containing(location) : null,
    location_type: location_type ?? null,
    job_type: job_type ?? null,
    salary_min: salary_min ?? null,
    posted_at: cursor?.[0] ?? null,
    id: cursor?.[1] ?? null,
    offset: (page - 1) * limit,
    // One more than asked for tells whether there are more.
    rows: limit + 1,
  };
}

/** An ILIKE pattern for text that contains `part`, in which `%`, `_` and `\` stand for themselves. */
function containing(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
