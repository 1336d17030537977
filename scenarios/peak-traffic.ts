import { defineScenario } from '../src/index.ts';
import { jobs, words } from './jobs.ts';
import { member } from './people.ts';

/**
 * §9.2's locust file. It asks everybody for job 123 and everybody who searches for "python": here ids and words are
 * drawn. It searches with `location=remote`, a place where no job is; what it means is the location's type.
 */
export const peakTraffic = defineScenario({
  id: 'peak-traffic',
  title: 'A thousand people at once',
  source: '§9.2 scenario 1',
  users: 1000,
  think: [1, 3],
  identities: { member },
  requests: [
    {
      name: 'browse-jobs',
      weight: 5,
      get: '/api/jobs?page=1&limit=20',
      explainedBy: { experiment: 'jobs/list', variant: 'own', class: 'first' },
    },
    {
      name: 'view-job',
      weight: 2,
      get: '/api/jobs/{job}',
      parameters: { job: jobs },
      explainedBy: { experiment: 'jobs/detail', variant: 'own', class: 'visitor' },
    },
    {
      name: 'view-dashboard',
      weight: 2,
      get: '/api/dashboard',
      as: 'member',
      // The employers', of whom some have many jobs: no experiment tries the candidates' dashboard.
      explainedBy: { experiment: 'dashboard/employer', variant: 'whole' },
    },
    {
      name: 'search-jobs',
      weight: 1,
      get: '/api/jobs?search={word}&location_type=remote',
      parameters: { word: words },
      explainedBy: { experiment: 'jobs/search', variant: 'own' },
    },
  ],
  round: 3,
  settle: 2,
  warmUp: 0,
  timeout: 5,
  // 2 % is what the document says that it is before.
  valid: { errors: 0.02, timeouts: 0.02 },
  claims: [
    { metric: 'requests/s', before: 500, after: 2500 },
    { metric: 'p50', before: 0.2, after: 0.03 },
    { metric: 'p95', before: 0.8, after: 0.1 },
    { metric: 'p99', before: 1.5, after: 0.25 },
    { metric: 'errors', before: 0.02, after: 0.001 },
    { metric: 'database CPU', before: 0.85, after: 0.3 },
  ],
  compare: ['k6'],
  quick: false,
  capacity: 'p95<2s',
});
