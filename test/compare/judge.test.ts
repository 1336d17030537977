import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type { VariantJudgement } from '../../src/compare/judgement.ts';
import type { Arrangement, ExperimentRecord, ParameterClassRecord } from '../../src/record/experiment.ts';
import { run as schema, type Run } from '../../src/record/run.ts';
import {
  aCell,
  aClaim,
  aClass,
  anExperiment,
  anIndex,
  answersAlike,
  aPlan,
  aRun,
  aVariant,
  rounds,
  steadyRounds,
} from '../support/record.ts';

const variantOf = (experiment: ExperimentRecord): VariantJudgement | undefined =>
  judge(aRun({ experiments: [experiment] })).experiments[0]?.variants[0];
const timed = (after: number) => aClass({ rounds: steadyRounds(8, { before: 0.02, after }) });

const variants = (...after: Parameters<typeof aVariant>) => [aVariant({ id: 'before' }), aVariant(...after)];
const claimed = (after: number, rounds = 8) =>
  anExperiment({
    claim: aClaim(),
    classes: [aClass({ rounds: steadyRounds(rounds, { before: 0.02, after }) })],
  });
const comparisonOf = (of: readonly Readonly<Record<string, number>>[]) =>
  variantOf(anExperiment({ classes: [aClass({ rounds: rounds(of) })] }))?.comparisons[0];

const planned = (used: 'custom' | 'generic' | null, type?: string) => {
  const plan = (mode: 'custom' | 'generic', index: string | null = null) => {
    const made = aPlan(mode, index);
    return { ...made, root: { ...made.root, type: type ?? made.root.type } };
  };
  const plans = (index: string | null) => ({
    custom: [plan('custom', used === 'custom' ? index : null)],
    generic: [plan('generic', used === 'generic' ? index : null)],
  });
  return aClass({
    cells: {
      before: aCell({ answers: null, plans: plans(null) }),
      after: aCell({ plans: plans('orders_customer') }),
    },
    rounds: steadyRounds(8, { before: 0.02, after: 0.001 }),
  });
};

const rewritten = [{ text: 'SELECT 1', parameters: [] }];
const withRewrite = (of: ParameterClassRecord): ParameterClassRecord => ({
  ...of,
  cells: { ...of.cells, rewrite: of.cells['after'] ?? aCell() },
});

describe('the ladder', () => {
  const index: Arrangement = { outcome: 'ready', seconds: 1, indexes: [anIndex()] };
  test.each([
    ['climbs to the top', anExperiment({ classes: [timed(0.001)] }), null],
    [
      'used by custom plans alone',
      anExperiment({ variants: variants({ arrangement: index }), classes: [planned('custom')] }),
      null,
    ],
    [
      'used by generic plans alone',
      anExperiment({ variants: variants({ arrangement: index }), classes: [planned('generic')] }),
      null,
    ],
    [
      'used by none',
      anExperiment({ variants: variants({ arrangement: index }), classes: [planned(null)] }),
      { rung: 'used', reason: 'no plan uses orders_customer, neither custom nor generic' },
    ],
    [
      'used by none, but the statement is another one too',
      anExperiment({
        variants: variants({ arrangement: index, statements: [{ text: 'SELECT 1', parameters: [] }] }),
        classes: [planned(null)],
      }),
      null,
    ],
    [
      'used by none, and the statement is that of another variant',
      anExperiment({
        variants: [
          aVariant({ id: 'before' }),
          aVariant({ id: 'after', statements: rewritten, arrangement: index }),
          aVariant({ id: 'rewrite', title: 'rewrite only', statements: rewritten }),
        ],
        classes: [withRewrite(planned(null))],
      }),
      {
        rung: 'used',
        reason:
          'no plan uses orders_customer, neither custom nor generic, so that it takes what "rewrite only" takes: the statements and their plans are the same',
      },
    ],
    [
      'used by none, but the statement writes and the index may be what it is checked by',
      anExperiment({ variants: variants({ arrangement: index }), classes: [planned(null, 'Insert')] }),
      null,
    ],
    [
      'plans are not known',
      anExperiment({ variants: variants({ arrangement: index }), classes: [timed(0.001)] }),
      null,
    ],
    [
      'not faster',
      anExperiment({ classes: [timed(0.02)] }),
      { rung: 'faster', reason: 'faster in no class: typical same' },
    ],
    [
      'the same rows in another order',
      anExperiment({
        classes: [
          aClass({
            cells: {
              before: aCell({ answers: null }),
              after: aCell({
                stopped: 'answers',
                answers: {
                  satisfied: false,
                  differing: 0,
                  sets: 20,
                  rows: { baseline: [1, 1], variant: [1, 1] },
                  example: null,
                },
              }),
            },
          }),
        ],
      }),
      { rung: 'answers', reason: 'the same rows in another order (typical)' },
    ],
    ['nothing measured', anExperiment({ classes: [] }), { rung: 'faster', reason: 'nothing was measured' }],
  ])('%s', (_, experiment, stopped) => {
    expect(variantOf(experiment)?.stopped).toEqual(stopped);
  });

  test.each([
    ['few', { customer: 7, status: 'open' }, '{"customer":7,"status":"open"}'],
    [
      'many',
      { customer: 7, status: 'open', words: ['rejected', 'accepted'] },
      '{"customer":7,"status":"open",…}',
    ],
    ['a long one', { words: 'x'.repeat(99), customer: 7 }, '{"words":…}'],
  ])('other answers, for example with %s parameters', (_, parameters, shown) => {
    const example = { parameters, onlyBaseline: '{"open":3}', onlyVariant: '{"open":6}' };
    const answers = { ...answersAlike, satisfied: false, differing: 3, example };
    const cells = { before: aCell({ answers: null }), after: aCell({ stopped: 'answers', answers }) };
    expect(variantOf(anExperiment({ classes: [aClass({ cells })] }))?.stopped).toEqual({
      rung: 'answers',
      reason: `other answers for 3 of 20 parameter sets (typical), for example with ${shown}`,
    });
  });

  test('which index is used is told apart by the kind of plan', () => {
    const experiment = anExperiment({
      variants: variants({ arrangement: index }),
      classes: [planned('custom')],
    });
    expect(variantOf(experiment)?.used).toEqual({ custom: ['orders_customer'], generic: [] });
  });
});

describe('the headline', () => {
  const broken = anExperiment({
    claim: aClaim(),
    variants: [
      aVariant({ id: 'before' }),
      aVariant({
        arrangement: {
          outcome: 'failed',
          failure: { code: '42601', message: 'syntax error', statement: null },
        },
      }),
    ],
  });
  const documented = {
    ...claimed(0.001),
    variants: variants({ answers: { differ: 'stems instead of substrings' } }),
  };
  const request = aRun().request;

  test.each<readonly [string, Partial<Run>, string]>([
    [
      'all kinds',
      {
        experiments: [claimed(0.001), claimed(0.01), claimed(0.03), claimed(0.04), broken, claimed(0.01, 3)],
      },
      '1 of 6 claims is confirmed, 1 is faster but by less than claimed, 2 are refuted, 1 cannot run as written, 1 could not be settled.',
    ],
    ['one claim that holds', { experiments: [claimed(0.001)] }, 'The only claim is confirmed.'],
    ['one claim that does not', { experiments: [claimed(0.03)] }, 'The only claim is refuted.'],
    [
      'none holds',
      { experiments: [claimed(0.03), broken] },
      'None of 2 claims is confirmed, 1 is refuted, 1 cannot run as written.',
    ],
    [
      'what is missing where claims hold in part, once each',
      { experiments: [claimed(0.01), claimed(0.01), documented] },
      'None of 3 claims is confirmed, 3 are faster but with other answers or by less than claimed.',
    ],
    ['no claims', { experiments: [anExperiment()] }, 'No claim was put to the test, in 1 experiment.'],
    ['nothing at all', {}, 'No claim was put to the test, in 0 experiments.'],
    [
      'some of the experiments',
      { experiments: [claimed(0.001)], request: { ...request, only: 'orders/*', quick: true } },
      'Only orders/*, a quick run: the only claim is confirmed.',
    ],
    [
      'interrupted',
      { experiments: [claimed(0.001), claimed(0.03)], status: 'interrupted', reason: null },
      'Interrupted: 1 of 2 claims is confirmed, 1 is refuted.',
    ],
    [
      'the server was gone',
      { experiments: [], status: 'failed', reason: 'the server went away' },
      'Ended early (the server went away): no claim was put to the test, in 0 experiments.',
    ],
  ])('%s', (_, different, headline) => {
    expect(judge(aRun(different)).headline).toBe(headline);
  });
});

describe('the run as a whole', () => {
  test('what an empty statement costs, with an interval', () => {
    const overhead = Array.from({ length: 101 }, (_, i) => (100 + i) / 1e6);
    expect(judge(aRun({ overhead })).overhead).toEqual({
      estimate: expect.closeTo(150e-6, 9),
      low: expect.closeTo(140e-6, 9),
      high: expect.closeTo(160e-6, 9),
    });
    expect(judge(aRun()).overhead).toBeNull();
  });

  test('the noise of the machine: none where nothing was executed twice', () => {
    const noisy = aClass({
      rounds: Array.from({ length: 8 }, (_, i) => ({
        at: i,
        samples: { before: i % 2 === 0 ? [0.02, 0.0204] : [0.0204, 0.02], after: [0.02, 0.02] },
        disturbed: [],
      })),
    });
    expect(judge(aRun({ experiments: [anExperiment({ classes: [noisy] })] })).noise?.ratio).toBeCloseTo(
      1.02,
      5,
    );
    expect(judge(aRun()).noise).toBeNull();
  });

  test('the noise of the machine says on how much it rests', () => {
    const sets = Array.from({ length: 8 }, (_, customer) => ({ customer }));
    const once = aClass({
      name: 'slow',
      sets,
      rounds: rounds(
        sets.map(() => ({ before: 0.3 })),
        1,
      ),
    });
    const twice = aClass({ rounds: steadyRounds(6, { before: 0.02 }) });
    const classes = [once, twice, aClass({ name: 'not timed' })];
    const { noise } = judge(aRun({ experiments: [anExperiment({ classes })] }));
    expect(noise).toMatchObject({ rounds: 6, classes: 1, timed: 2 });
  });

  test('the baseline has its times, also where no variant was timed', () => {
    const experiment = anExperiment({ classes: [aClass({ rounds: steadyRounds(8, { before: 0.02 }) })] });
    const [judged] = judge(aRun({ experiments: [experiment] })).experiments;
    expect(judged?.baseline).toMatchObject([
      { class: 'typical', rounds: 8, time: { estimate: expect.closeTo(0.02, 4) } },
    ]);
    expect(judged?.variants[0]?.comparisons).toEqual([]);
  });

  test('a record that went to disk and back gives the same words', () => {
    const run = aRun({ experiments: [anExperiment({ claim: aClaim(), classes: [timed(0.003)] })] });
    expect(judge(schema.parse(JSON.parse(JSON.stringify(run))))).toEqual(judge(run));
  });
});

describe('properties', () => {
  const seconds = fc.double({ min: 1e-4, max: 1, noNaN: true });
  const times = fc.array(fc.record({ before: seconds, after: seconds }), { minLength: 1, maxLength: 24 });
  const mirror = {
    better: 'worse',
    worse: 'better',
    same: 'same',
    unclear: 'unclear',
    invalid: 'invalid',
  } as const;

  test('baseline and variant change places: the verdict is mirrored', () => {
    fc.assert(
      fc.property(times, (of) => {
        const there = comparisonOf(of);
        const back = comparisonOf(of.map(({ before, after }) => ({ before: after, after: before })));
        expect(back?.verdict).toBe(mirror[there?.verdict ?? 'invalid']);
        expect((back?.ratio.estimate ?? 0) * (there?.ratio.estimate ?? 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 50 },
    );
  });

  test('a machine that is twice as slow changes the times, not the verdict', () => {
    fc.assert(
      fc.property(times, (of) => {
        const [here, there] = [
          of,
          of.map(({ before, after }) => ({ before: 2 * before, after: 2 * after })),
        ].map(comparisonOf);
        expect(there).toMatchObject({ verdict: here?.verdict, sentence: here?.sentence, ratio: here?.ratio });
        expect((there?.variant.estimate ?? 0) / (here?.variant.estimate ?? 1)).toBeCloseTo(2, 9);
      }),
      { numRuns: 50 },
    );
  });
});
