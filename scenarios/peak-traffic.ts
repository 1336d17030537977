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
    { name: 'browse-jobs', weight: 5, get: '/api/jobs?page=1&limit=20' },
    { name: 'view-job', weight: 2, get: '/api/jobs/{job}', parameters: { job: jobs } },
    { name: 'view-dashboard', weight: 2, get: '/api/dashboard', as: 'member' },
    {
      name: 'search-jobs',
      weight: 1,
      get: '/api/jobs?search={word}&location_type=remote',
      parameters: { word: words },
    },
  ],
  round: 10,
  // 2 % is what the document says that it is before.
  valid: { errors: 0.02, timeouts: 0.02 },
});
