import { quantile } from '../../../src/statistics/quantile.ts';
import { rankSumP } from '../../../src/statistics/rank-sum.ts';
import { byTest, pooled, type Rule } from './rule.ts';

/** Every request as if it were independent of the others. */
export const rankSumRequests: Rule = {
  name: 'Mann-Whitney',
  says: 'ranks of all requests differ, p < 0.05',
  judge: ({ blocks }) => {
    const [base, head] = [pooled(blocks, 'base'), pooled(blocks, 'head')];
    return byTest(rankSumP(base, head), 0.05, quantile(base, 0.5), quantile(head, 0.5));
  },
};
