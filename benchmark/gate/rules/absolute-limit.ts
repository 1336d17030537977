import { oncePer } from '../../../src/statistics/once-per.ts';
import { p95, pooled, type Rule, type Shown } from './rule.ts';

/** Over what was measured once. */
const room = 1.2;

const limit = oncePer((recorded: Shown['recorded']) => room * p95(pooled(recorded.slice(0, 1), 'base')));

/**
 * A limit that somebody wrote down after one measurement, as k6's thresholds are (`http_req_duration: ['p(95)<200']`):
 * the base's first block in the recording, and a fifth more.
 */
export const absoluteLimit: Rule = {
  name: 'a fixed limit',
  says: 'p95 of all requests below 1.2 times what the base had in its first block (k6 thresholds)',
  judge: ({ blocks, recorded }) => {
    return p95(pooled(blocks, 'head')) > limit(recorded) ? 'worse' : 'same';
  },
};
