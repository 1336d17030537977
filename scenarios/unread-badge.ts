import { defineScenario } from '../src/index.ts';
import { candidate } from './people.ts';

/** The badge that every open page asks for: a session, a user, and one number. `bench load` and the gate run it. */
export const unreadBadge = defineScenario({
  id: 'unread-badge',
  title: 'The badge that every page polls',
  source: '§9.1 rows 6 and 7',
  saturation: 4,
  identities: { candidate },
  requests: [
    {
      name: 'unread',
      get: '/api/notifications/unread-count',
      as: 'candidate',
      explainedBy: { experiment: 'notifications/unread-count', variant: 'as-written' },
    },
  ],
  // As described, some fifty or sixty are answered in a second, and a p95 takes seventy-two.
  round: [1, 3],
  settle: 0.2,
  warmUp: 1,
  duration: 18,
});
