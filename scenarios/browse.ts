import { defineScenario } from '../src/index.ts';
import { cursors, jobs, pages, words } from './jobs.ts';
import { candidate } from './people.ts';

/** Candidates who look around: lists, filters, further pages, single jobs. Reads, but for the views that are counted. */
export const browse = defineScenario({
  id: 'browse',
  title: 'Candidates look around',
  saturation: 8,
  identities: { candidate },
  requests: [
    { name: 'list', weight: 8, get: '/api/jobs?page={page}&limit=20', parameters: { page: pages } },
    {
      name: 'list-as-candidate',
      weight: 4,
      get: '/api/jobs?page={page}&limit=20',
      as: 'candidate',
      parameters: { page: pages },
    },
    {
      name: 'filter',
      weight: 4,
      get: '/api/jobs?location_type={place}&job_type={kind}&salary_min={salary}',
      parameters: {
        place: ['remote', 'remote', 'hybrid', 'on_site'],
        kind: ['full_time', 'full_time', 'full_time', 'contract', 'internship'],
        salary: [0, 0, 40_000, 60_000, 90_000],
      },
    },
    { name: 'scroll', weight: 4, get: '/api/jobs?cursor={place}&limit=20', parameters: { place: cursors } },
    { name: 'search', weight: 1, get: '/api/jobs?search={word}', parameters: { word: words } },
    { name: 'view-job', weight: 6, get: '/api/jobs/{job}', as: 'candidate', parameters: { job: jobs } },
  ],
});
