import { defineScenario } from '../src/index.ts';
import { peakTraffic } from './peak-traffic.ts';

/**
 * What a thousand people ask for at once, by as few as both builds can serve on a small machine: there, too, it can be said
 * by how much the pages got faster.
 */
export const peakMix = defineScenario({
  id: 'peak-mix',
  title: 'The same pages, four at a time',
  source: '§9.2 scenario 1',
  saturation: 4,
  identities: { ...peakTraffic.identities },
  requests: peakTraffic.requests,
  // As described, a dozen requests are answered in a second, and a p95 takes seventy-two of them.
  round: [1, 12],
  settle: 0.4,
  warmUp: 1,
  duration: 72,
  timeout: 5,
  compare: ['autocannon'],
  quick: false,
});
