import type { Dataset } from '../src/index.ts';

/** The job board of the document: thirteen tables as they are before any of its proposals. */
export const dataset: Dataset = {
  schema: './seed/schema.sql',
  constraints: './seed/constraints.sql',
  now: '2026-01-06T12:00:00.000Z',
  scales: { tiny: 0.01, default: 1, large: 10 },
  tables: {},
  describe: {
    users: ['role'],
    sessions: ['user_id'],
    jobs: ['status', 'location_type', 'job_type', 'employer_id', 'title', 'location'],
    job_applications: ['status', 'job_id', 'candidate_id'],
    notifications: ['type', 'is_read', 'user_id'],
  },
};
