import { expect, test } from 'vitest';
import type { Comparison, Stopped, Verdict } from '../../src/compare/judgement.ts';
import { proposals } from '../../src/report/proposals.ts';
import type { ExperimentView } from '../../src/report/view.ts';
import { aCell, aClaim, aClass, anExperiment, anIndex, answersAlike, aVariant } from '../support/record.ts';

interface Made {
  readonly id: string;
  /** By class: the verdict and the time, where the baseline takes 1 s. */
  readonly times?: Readonly<Record<string, readonly [verdict: Verdict, seconds: number]>>;
  readonly stopped?: Stopped['rung'];
  readonly differing?: number;
  /** Whether it is said to answer otherwise. */
  readonly differs?: boolean;
  readonly indexBytes?: number;
}

function experiment(id: string, claimed: boolean, ...made: readonly Made[]): ExperimentView {
  const variants = made.map(({ id, indexBytes = 0, differs = false }) =>
    aVariant({
      id,
      answers: differs ? { differ: 'words instead of substrings' } : 'same rows',
      arrangement: {
        outcome: 'ready',
        seconds: 1,
        indexes: indexBytes > 0 ? [anIndex({ bytes: indexBytes })] : [],
      },
    }),
  );
  const baseline = aVariant({ id: 'before' });
  const cells = Object.fromEntries(
    made.map(({ id, differing = 0 }) => [id, aCell({ answers: { ...answersAlike, differing } })]),
  );
  const record = anExperiment({
    id,
    claim: claimed ? aClaim({ asWritten: 'written', repaired: 'repaired' }) : null,
    variants: [baseline, ...variants],
    classes: [aClass({ cells })],
  });
  const judged = made.map(({ id, times = {}, stopped }) => ({
    variant: id,
    stopped: stopped === undefined ? null : { rung: stopped, reason: 'because' },
    comparisons: Object.entries(times).map(([name, [verdict, seconds]]) => compared(name, verdict, seconds)),
    used: { custom: [anIndex().name], generic: [] },
  }));
  return {
    record,
    baseline,
    judgement: { id, baseline: [], variants: judged, claim: null, repaired: null },
    variants: variants.flatMap((variant, i) => {
      const judgement = judged[i];
      return judgement === undefined ? [] : [{ record: variant, judgement }];
    }),
  };
}

function compared(name: string, verdict: Verdict, seconds: number): Comparison {
  return {
    class: name,
    baseline: around(1),
    variant: around(seconds),
    ratio: around(seconds),
    evidence: around(seconds),
    confidence: 0.99,
    rounds: 12,
    executions: 120,
    sets: 20,
    selfChecked: true,
    verdict,
    sentence: '',
    detectable: 1.03,
    needed: null,
    obstacle: verdict === 'unclear' ? 'too wide' : null,
    timeWasUp: false,
  };
}

function around(estimate: number): Comparison['ratio'] {
  return { estimate, low: estimate * 0.98, high: estimate * 1.02 };
}

const better = (seconds: number) => ({ typical: ['better', seconds] as const });

test.each<readonly [string, readonly ExperimentView[], readonly string[]]>([
  [
    'the one that saves most time comes first',
    [
      experiment('a/small', true, { id: 'written', times: better(0.9) }),
      experiment('a/large', true, { id: 'written', times: better(0.1) }),
    ],
    ['Do first a/large written', 'Do a/small written'],
  ],
  [
    'of those that cannot be told apart, the one with the smaller index',
    [
      experiment(
        'a/b',
        true,
        { id: 'written', times: better(0.5), indexBytes: 9e6 },
        { id: 'smaller', times: better(0.505), indexBytes: 1e6 },
      ),
    ],
    ['Do first a/b smaller'],
  ],
  [
    'but not one that is slower than that',
    [
      experiment(
        'a/b',
        true,
        { id: 'written', times: better(0.5), indexBytes: 9e6 },
        { id: 'smaller', times: better(0.6), indexBytes: 1e6 },
      ),
    ],
    ['Do first a/b written'],
  ],
  [
    'what is slower somewhere is to be weighed',
    [experiment('a/b', true, { id: 'written', times: { frequent: ['better', 0.1], rare: ['worse', 1.5] } })],
    ['Weigh a/b written'],
  ],
  [
    'what answers otherwise is to be weighed, however it is documented',
    [experiment('a/b', true, { id: 'written', times: better(0.1), differing: 3 })],
    ['Weigh a/b written'],
  ],
  [
    'so is what is documented to, though nothing of it was seen, and what answers alike is to be done',
    [
      experiment(
        'a/b',
        true,
        { id: 'alike', times: better(0.5) },
        { id: 'repaired', times: better(0.1), differs: true },
      ),
    ],
    ['Do first a/b alike', 'Weigh a/b repaired'],
  ],
  [
    'what is faster in some class and does not run in another is to be weighed',
    [experiment('a/b', true, { id: 'written', times: better(0.1), stopped: 'runs' })],
    ['Weigh a/b written'],
  ],
  [
    'what changes nothing is not to be done',
    [experiment('a/b', true, { id: 'written', times: { typical: ['same', 1] }, stopped: 'faster' })],
    ['Do not a/b written'],
  ],
  [
    'nor is what no plan uses',
    [experiment('a/b', true, { id: 'written', stopped: 'used' })],
    ['Do not a/b written'],
  ],
  [
    'what is open is to be measured again',
    [experiment('a/b', true, { id: 'written', times: { typical: ['unclear', 0.9] }, stopped: 'faster' })],
    ['Measure again a/b written'],
  ],
  [
    'so is what was never timed',
    [experiment('a/b', true, { id: 'written', stopped: 'faster' })],
    ['Measure again a/b written'],
  ],
  [
    'where the text does not run, what it meant is proposed, and the text is told of too',
    [experiment('a/b', true, { id: 'written', stopped: 'runs' }, { id: 'repaired', times: better(0.5) })],
    ['Do first a/b repaired', 'Cannot run a/b written'],
  ],
  [
    'where nothing is claimed and nothing gains, every variant is told of',
    [
      experiment(
        'a/b',
        false,
        { id: 'one', times: { typical: ['same', 1] } },
        { id: 'two', times: { typical: ['worse', 2] } },
      ),
    ],
    ['Do not a/b one', 'Do not a/b two'],
  ],
  ['nothing measured, nothing proposed', [], []],
])('%s', (_, experiments, expected) => {
  const found = proposals(experiments);
  expect(
    found.map(({ advice, experiment, variant }) => `${advice} ${experiment.record.id} ${variant.record.id}`),
  ).toEqual(expected);
});

test('nothing is proposed from an experiment whose baseline stands on SQL of its own', () => {
  const made = experiment('orders/list', false, { id: 'after', times: { typical: ['better', 0.1] } });
  expect(proposals([made])).toHaveLength(1);
  const baseline = { ...made.baseline, schema: 'ALTER TABLE orders ADD COLUMN more text' };
  expect(proposals([{ ...made, baseline }])).toEqual([]);
});
