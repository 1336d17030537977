import { expect, test } from 'vitest';
import { concluded } from '../../src/cli/concluded.ts';
import { judge } from '../../src/compare/judge.ts';
import type { LoadRound } from '../../src/record/load-round.ts';
import { validityOf } from '../../src/load/validity.ts';
import { aLoad, aRound, pairsOf } from '../support/load.ts';
import { aRun } from '../support/record.ts';

/** Six pairs of rounds: enough for a verdict. */
function pairs(before: Partial<LoadRound['round']>, after = before): readonly LoadRound[] {
  return [0, 1, 2, 3, 4, 5].flatMap((pair) => [round(pair, 'before', before), round(pair, 'after', after)]);
}

function round(pair: number, side: string, different: Partial<LoadRound['round']>): LoadRound {
  const sound = aRound(pair, side, 0.02);
  const changed = { ...sound.round, ...different };
  return { ...sound, round: changed, validity: validityOf(changed) };
}

const nothing = { total: { answered: 0, mishaps: {}, service: null, scheduled: null } };
const dropped = { dropped: 4_000, asked: { seconds: 2, rate: 2_200 } };

test.each<[what: string, rounds: readonly LoadRound[], expected: boolean]>([
  ['rounds in which all is well come to something', pairsOf(6, 0.25), true],
  ['rounds in which nothing was sent, to nothing', pairs(nothing), false],
  ['rounds below their rate on both sides, to nothing', pairs(dropped), false],
  ['rounds in which one side alone cannot keep up, to that', pairs(dropped, {}), true],
])('%s', (_, rounds, expected) => {
  expect(concluded(judge(aRun({ loads: [aLoad({ rounds: [...rounds] })] })))).toBe(expected);
});
