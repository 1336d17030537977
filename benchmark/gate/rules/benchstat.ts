import { quantile } from '../../../src/statistics/quantile.ts';
import { rankSumP } from '../../../src/statistics/rank-sum.ts';
import type { GateSideName } from '../../../src/record/gate.ts';
import { byTest, type Rule } from './rule.ts';

/** As many as its documentation asks for. */
const rounds = 10;

/** What benchstat does with `-count=10`: Mann-Whitney over ten rounds, here of one start, at its usual level. */
export const benchstat: Rule = {
  name: 'benchstat',
  says: 'Mann-Whitney over the medians of ten bursts, p < 0.05',
  judge: ({ blocks }) => {
    const medians = (side: GateSideName) =>
      blocks
        .flatMap(({ pairs }) => pairs)
        .slice(0, rounds)
        .map((pair) => quantile(pair[side].micros, 0.5));
    const [base, head] = [medians('base'), medians('head')];
    return byTest(rankSumP(base, head), 0.05, quantile(base, 0.5), quantile(head, 0.5));
  },
};
