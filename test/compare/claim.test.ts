import { describe, expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type { ClaimJudgement } from '../../src/compare/judgement.ts';
import { rules } from '../../src/compare/rules.ts';
import type {
  Cell,
  ExperimentRecord,
  ParameterClassRecord,
  VariantRecord,
} from '../../src/record/experiment.ts';
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

const failure = {
  code: '42P17',
  message: 'functions in index predicate must be marked IMMUTABLE',
  statement: null,
};
const failed: Cell = aCell({ failure, answers: null, stopped: 'runs' });
const otherAnswers: Cell = aCell({
  stopped: 'answers',
  answers: {
    ...answersAlike,
    satisfied: false,
    differing: 3,
    example: { parameters: { customer: 7 }, onlyBaseline: '(1)', onlyVariant: null },
  },
});
const documented: Cell = aCell({ answers: { ...answersAlike, differing: 3 } });
const unused: Cell = aCell({
  stopped: 'used',
  plans: { custom: [aPlan('custom')], generic: [aPlan('generic')] },
});

/** A class in which the variant takes `after` seconds to the baseline's 0.02; not timed where that is null. */
function parameterClass(
  name: string,
  after: number | null,
  cell: Cell = aCell(),
  count = 8,
): ParameterClassRecord {
  return aClass({
    name,
    cells: { before: aCell({ answers: null }), after: cell },
    rounds: after === null ? [] : steadyRounds(count, { before: 0.02, after }),
  });
}

/** Every other round as fast as the baseline, the others `factor` times as fast: the interval holds both. */
function undecided(name: string, factor: number): ParameterClassRecord {
  const times = Array.from({ length: 8 }, (_, i) => ({ before: 0.02, after: i % 2 ? 0.02 : 0.02 / factor }));
  return aClass({ name, rounds: rounds(times) });
}

const classes = (...of: readonly ParameterClassRecord[]): Partial<ExperimentRecord> => ({ classes: [...of] });
const withAfter = (different: Partial<VariantRecord>): Partial<ExperimentRecord> => ({
  variants: [aVariant({ id: 'before' }), aVariant({ id: 'after', ...different })],
});
const broken = { arrangement: { outcome: 'failed', failure } } as const;
const indexed: Partial<VariantRecord> = {
  arrangement: { outcome: 'ready', seconds: 1, indexes: [anIndex()] },
};
const notMeasured = aClass({ name: 'rare', cells: {} });

function claimOf(different: Partial<ExperimentRecord>): ClaimJudgement | null {
  const experiment = anExperiment({ claim: aClaim(), ...different });
  return judge(aRun({ experiments: [experiment] })).experiments[0]?.claim ?? null;
}

describe('what a claim of 10× comes to', () => {
  const fast = parameterClass('typical', 0.001);
  const slow = parameterClass('rare', 0.03);

  const rows: readonly (readonly [string, Partial<ExperimentRecord>, keyof typeof rules, RegExp])[] = [
    ['its SQL fails', withAfter(broken), 'fails', /IMMUTABLE/],
    [
      'its statement fails in every class',
      classes(parameterClass('typical', null, failed)),
      'fails',
      /IMMUTABLE/,
    ],
    [
      'the baseline fails',
      classes(aClass({ cells: { before: failed, after: aCell() } })),
      'no baseline',
      /^the baseline does not run: functions/,
    ],
    [
      'other answers in one class, however fast in another',
      classes(fast, parameterClass('rare', null, otherAnswers)),
      'answers otherwise',
      /^other answers for 3 of 20 parameter sets \(rare\), for example with \{"customer":7\}; typical: 20\.0× faster/,
    ],
    [
      'an index that no plan uses',
      { ...withAfter(indexed), ...classes(parameterClass('typical', null, unused)) },
      'not used',
      /^no plan uses orders_customer, neither custom nor generic$/,
    ],
    [
      'better in one class, worse in the other',
      classes(fast, slow),
      'better in some',
      /rare: 50\.0 % slower/,
    ],
    [
      'better in one class, the same in the other',
      classes(fast, parameterClass('rare', 0.02)),
      'better in some',
      /rare: no change beyond 5 %/,
    ],
    [
      'better in one class, failing in the other',
      classes(fast, parameterClass('rare', null, failed)),
      'better in some',
      /^rare: functions .*; typical: 20\.0× faster/,
    ],
    [
      'better in one class, undecided in the other',
      classes(fast, parameterClass('rare', 0.02, aCell(), 3)),
      'better in some',
      /rare: cannot tell/,
    ],
    [
      'better by less',
      classes(parameterClass('typical', 0.01)),
      'better by less',
      /2\.0× faster .*claimed: 10×$/,
    ],
    [
      'better by what is claimed, but the interval reaches below',
      classes(parameterClass('typical', 0.002)),
      'better by less',
      /10\.0× faster/,
    ],
    [
      'better with answers that differ as documented',
      classes(parameterClass('typical', 0.001, documented)),
      'better otherwise',
      /20\.0× faster/,
    ],
    [
      'better by less, and with answers that differ: the answers are told',
      classes(parameterClass('typical', 0.01, documented)),
      'better otherwise',
      /2\.0× faster/,
    ],
    [
      'better in every class, by more',
      classes(fast, parameterClass('rare', 0.0015)),
      'confirmed',
      /20\.0× faster/,
    ],
    ['worse in every class', classes(slow), 'nowhere better', /50\.0 % slower/],
    ['the same in every class', classes(parameterClass('typical', 0.02)), 'nowhere better', /no change/],
    [
      'undecided',
      classes(parameterClass('typical', 0.01, aCell(), 5)),
      'cannot tell',
      /5 rounds are too few/,
    ],
    [
      'undecided, but not even at the far end as claimed',
      classes(parameterClass('rare', 0.02), undecided('typical', 1.2)),
      'falls short',
      /typical: cannot tell/,
    ],
    [
      'undecided, and at the far end as claimed',
      classes(parameterClass('rare', 0.02), undecided('typical', 12)),
      'cannot tell',
      /typical: cannot tell/,
    ],
    ['nothing measured', classes(), 'not measured', /^claimed: 10×$/],
    [
      'as claimed so far, one class missing',
      classes(fast, notMeasured),
      'not measured',
      /not measured: rare/,
    ],
    [
      'not better so far, one class missing',
      classes(slow, notMeasured),
      'not measured',
      /not measured: rare/,
    ],
    [
      'better and worse so far: nothing that is missing can change that',
      classes(fast, slow, notMeasured),
      'better in some',
      /not measured: rare/,
    ],
    [
      'other answers so far: nothing that is missing can change that',
      classes(parameterClass('typical', null, otherAnswers), notMeasured),
      'answers otherwise',
      /other answers/,
    ],
  ];

  test.each(rows)('%s', (_, experiment, rule, sentence) => {
    const judged = claimOf(experiment);
    expect(judged).toMatchObject({ verdict: rules[rule].verdict, rule: rules[rule].when });
    expect(judged?.sentence).toMatch(sentence);
  });

  test('there is a row for every rule', () => {
    expect(new Set(rows.map(([, , rule]) => rule))).toEqual(new Set(Object.keys(rules)));
  });
});

describe('which claims there are', () => {
  test('none without a claim', () => {
    const { experiments } = judge(aRun({ experiments: [anExperiment()] }));
    expect(experiments[0]).toMatchObject({ claim: null, repaired: null });
  });

  test('the repaired variant is judged beside the text as written, by the same rules', () => {
    const experiment = anExperiment({
      claim: aClaim({ repaired: 'repaired' }),
      variants: [aVariant({ id: 'before' }), aVariant(broken), aVariant({ id: 'repaired' })],
      classes: [
        aClass({
          cells: { before: aCell({ answers: null }), repaired: aCell() },
          rounds: steadyRounds(8, { before: 0.02, repaired: 0.001 }),
        }),
      ],
    });
    const [judged] = judge(aRun({ experiments: [experiment] })).experiments;
    expect(judged?.claim).toMatchObject({ variant: 'after', verdict: 'impossible' });
    expect(judged?.repaired).toMatchObject({ variant: 'repaired', verdict: 'confirmed' });
  });

  test('of a range, the lower end is what has to be reached', () => {
    const experiment = { claim: aClaim({ factor: [5, 100] }), ...classes(parameterClass('typical', 0.002)) };
    expect(claimOf(experiment)?.verdict).toBe('confirmed');
    expect(claimOf(experiment)?.sentence).toContain('claimed: 5 … 100×');
  });
});
