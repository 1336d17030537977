import { defineScenario } from '../src/index.ts';
import { apply } from './apply.ts';
import { browse } from './browse.ts';
import { candidate, employer, member, owner, recruiter } from './people.ts';

/** A whole day's work at a rate that both builds are to carry: everything that is read and everything that is written. */
export const mixed = defineScenario({
  id: 'mixed',
  title: 'Reads and writes together',
  rate: 5,
  identities: { candidate, employer, member, owner, recruiter },
  requests: [
    ...browse.requests.map((request) => ({ ...request, weight: 4 * (request.weight ?? 1) })),
    ...apply.requests,
    { name: 'view-dashboard', weight: 12, get: '/api/dashboard', as: 'member' },
    { name: 'sent', weight: 6, get: '/api/my/applications', as: 'candidate' },
    { name: 'received', weight: 6, get: '/api/employer/applications', as: 'employer' },
  ],
});
