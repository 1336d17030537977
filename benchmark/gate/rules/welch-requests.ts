import { welch } from '../../../src/statistics/welch.ts';
import { byTest, pooled, type Rule } from './rule.ts';

/** Every request as if it were independent of the others. */
export const welchRequests: Rule = {
  name: "Welch's t",
  says: 'means of all requests differ, p < 0.05',
  judge: ({ blocks }) => {
    const [base, head] = [pooled(blocks, 'base'), pooled(blocks, 'head')];
    return byTest(welch(base, head), 0.05, mean(base), mean(head));
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
