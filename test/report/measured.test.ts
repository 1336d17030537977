import { expect, test } from 'vitest';
import type { Comparison } from '../../src/compare/judgement.ts';
import { moreRounds } from '../../src/report/measured.ts';

function open(needed: number | null): Comparison {
  const one = { estimate: 1, low: 0.9, high: 1.1 };
  return {
    class: 'typical',
    baseline: one,
    variant: one,
    ratio: one,
    evidence: one,
    confidence: 0.99,
    rounds: 24,
    executions: 240,
    sets: 20,
    selfChecked: true,
    verdict: 'unclear',
    sentence: '',
    detectable: 1.1,
    needed,
    obstacle: 'too wide',
    timeWasUp: false,
  };
}

test.each([
  ['as many as the last of them takes', [open(31), open(90)], '--rounds 90`'],
  ['not of those that are settled', [open(31), { ...open(90), verdict: 'better' as const }], '--rounds 31`'],
  ['none where that is more than can be taken', [open(31), open(1033)], "--only 'orders/list'`"],
  ['none where nobody can say', [open(null)], "--only 'orders/list'`"],
])('how many more rounds would tell: %s', (_, comparisons, command) => {
  expect(moreRounds('orders/list', comparisons).endsWith(command)).toBe(true);
});
