import { defineScenario } from '../src/index.ts';
import { jobs } from './jobs.ts';

/** A job's page, as search engines and visitors ask for it: one row, and the view that is counted. */
export const jobPage = defineScenario({
  id: 'job-page',
  title: "Visitors on jobs' pages",
  source: '§9.1 row 5',
  saturation: 4,
  requests: [
    {
      name: 'view-job',
      get: '/api/jobs/{job}',
      parameters: { job: jobs },
      explainedBy: { experiment: 'jobs/detail', variant: 'own', class: 'visitor' },
    },
  ],
  round: 2,
  settle: 0.3,
  warmUp: 1,
});
