import { defineScenario } from '../src/index.ts';
import { mixed } from './mixed.ts';

/** Every route a few times: seconds, to see that all of it works. */
export const smoke = defineScenario({
  id: 'smoke',
  title: 'Every route once in a while',
  saturation: 2,
  ...(mixed.identities && { identities: mixed.identities }),
  requests: mixed.requests.map((request) => ({ ...request, weight: 1 })),
  warmUp: 0,
  duration: 2,
  round: 1,
  settle: 0.2,
});
