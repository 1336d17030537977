import { expect, test } from 'vitest';
import { processesInWords } from '../../src/report/load-words.ts';
import { aLoad, aRound } from '../support/load.ts';

/** Rounds of both sides, by the processes that answered them. */
function load(before: readonly (number | null)[], after: readonly (number | null)[]) {
  const rounds = [before, after].flatMap((processes, i) =>
    processes.map((process, pair) => aRound(pair, i === 0 ? 'before' : 'after', 0.02, { process })),
  );
  return aLoad({ rounds });
}

test.each<
  [what: string, before: readonly (number | null)[], after: readonly (number | null)[], says: string]
>([
  ['nobody was started anew', [0, 0], [0, 0], ', each side in one process throughout'],
  ['in the warm-up alone', [2, 2], [0, 0], ', each side in one process throughout'],
  ['one was', [0, 0, 0], [0, 1, 2], ', those of after of 3 processes, since it was started anew in between'],
  [
    'both were',
    [0, 1],
    [0, 1],
    ', those of before of 2 processes and those of after of 2 processes, since they were started anew in between',
  ],
  ['a record of before it was kept', [null], [null], ''],
  ['nothing was measured', [], [], ''],
])('%s', (_, before, after, says) => {
  expect(processesInWords(load(before, after))).toBe(says);
});

test('an API alone is no side', () => {
  const { sides, rounds } = load([0, 0], []);
  expect(processesInWords({ sides: sides.slice(0, 1), rounds })).toBe(', all in one process');
});
