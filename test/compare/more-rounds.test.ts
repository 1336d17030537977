import { expect, test } from 'vitest';
import type { Comparison } from '../../src/compare/judgement.ts';
import { moreRounds } from '../../src/compare/more-rounds.ts';

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

const settled = { ...open(90), verdict: 'better' as const };

/** What is said of the first of an experiment's variants. */
function told(...variants: readonly (readonly Comparison[])[]): string {
  const judged = variants.map((comparisons, i) => ({
    variant: String(i),
    stopped: null,
    comparisons,
    used: { custom: [], generic: [] },
  }));
  const experiment = { id: 'orders/list', baseline: [], variants: judged, claim: null, repaired: null };
  return moreRounds(experiment, variants[0] ?? []);
}

test.each([
  ['as many as the last of them takes', [[open(31), open(90)]], '--rounds 90`'],
  ['not of those that are settled', [[open(31), settled]], '--rounds 31`'],
  [
    'as many as another variant takes, so that one run tells of both',
    [[open(31)], [open(90)]],
    '--rounds 90`',
  ],
  ['not what another takes that no run can settle', [[open(31)], [open(1033)]], '--rounds 31`'],
  [
    'none where that is more than can be taken',
    [[open(31), open(1033)], [open(90)]],
    "--only 'orders/list'`",
  ],
  ['none where nobody can say', [[open(null)]], "--only 'orders/list'`"],
  [
    'the fewest that a verdict takes, where there were fewer',
    [[{ ...open(null), obstacle: 'too few' as const }]],
    '--rounds 6`',
  ],
  ['not of what is invalid', [[open(31), { ...open(null), verdict: 'invalid' as const }]], '--rounds 31`'],
])('how many more rounds would tell: %s', (_, variants, command) => {
  expect(told(...variants).endsWith(command)).toBe(true);
});
