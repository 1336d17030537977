import { defineScenario } from '../src/index.ts';
import { manyJobs } from './jobs.ts';
import { candidate, employer, owner, recruiter } from './people.ts';

/** The writes: applications, decisions on them, jobs that come and go, and the badge that everybody polls meanwhile. */
export const apply = defineScenario({
  id: 'apply',
  title: 'Applications and decisions',
  saturation: 8,
  identities: { candidate, employer, owner, recruiter },
  requests: [
    {
      name: 'apply',
      weight: 5,
      post: '/api/my/applications',
      as: 'candidate',
      body: { job_id: '{job}', cover_letter: 'I have done this for years, and would like to do it for you.' },
      parameters: { job: manyJobs },
      // Somebody who applied before is refused, and rightly so.
      expect: [201, 409],
    },
    {
      name: 'decide',
      weight: 3,
      patch: '/api/applications/{application}/status',
      as: 'recruiter',
      body: { status: '{status}' },
      parameters: { status: ['viewed', 'viewed', 'shortlisted', 'interview', 'rejected'] },
      // One that was rejected earlier in the run stays so.
      expect: [200, 409],
    },
    {
      name: 'publish',
      weight: 1,
      post: '/api/jobs',
      as: 'employer',
      body: {
        title: 'Keeper of the queue',
        description:
          'You see to it that whatever comes first is served first, and that nothing waits for long.',
        location: 'Paris, France',
        location_type: 'hybrid',
        job_type: 'full_time',
        salary_min: 42_000,
      },
      expect: [201],
    },
    {
      name: 'delete-job',
      weight: 1,
      delete: '/api/jobs/{job}',
      as: 'owner',
      // One that was deleted earlier in the run is gone.
      expect: [204, 404],
    },
    { name: 'unread', weight: 3, get: '/api/notifications/unread-count', as: 'candidate' },
  ],
});
