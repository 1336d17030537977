import { describe, expect, test } from 'vitest';
import { compare } from '../../src/compare/comparison.ts';
import { selfCheck, selfEffects } from '../../src/compare/self-check.ts';
import type { ParameterClassRecord } from '../../src/record/experiment.ts';
import type { Schedule } from '../../src/record/run.ts';
import { aClass, rounds, steadyRounds } from '../support/record.ts';

const schedule: Schedule = { looks: [8, 12, 16, 24], alpha: 0.02, spending: 'pocock' };
const comparing = (of: ParameterClassRecord['rounds']) =>
  compare(aClass({ rounds: of }), 'before', 'after', schedule);
/** Rounds in which the variant takes these ratios of the baseline's time. */
const ratios = (of: readonly number[]) => rounds(of.map((ratio) => ({ before: 0.02, after: 0.02 * ratio })));

const oddAreSlower = (round: number, turn: number) => (turn % 2 === round % 2 ? 0.02 : 0.023);

/** Eight rounds, in which execution i of the baseline takes the time that `of` says. */
const executions = (of: (round: number, turn: number) => number, turns = 6, sets = 1): ParameterClassRecord =>
  aClass({
    sets: Array.from({ length: sets }, (_, customer) => ({ customer })),
    rounds: Array.from({ length: 8 }, (_, round) => {
      const before = Array.from({ length: turns }, (_, turn) => of(round, turn));
      return { at: round, samples: { before, after: before.map(() => 0.001) }, disturbed: [] };
    }),
  });

describe('a comparison in words', () => {
  test.each([
    [
      'faster',
      steadyRounds(8, { before: 0.188, after: 0.01 }),
      'better',
      '18.8× faster (18.8 … 18.8) over 8 rounds',
    ],
    [
      'slower',
      steadyRounds(8, { before: 0.01, after: 0.0119 }),
      'worse',
      '19.0 % slower (18.8 … 19.2) over 8 rounds',
    ],
    [
      'the same',
      steadyRounds(12, { before: 0.01, after: 0.01 }),
      'same',
      'no change beyond 5 %: −0.1 … 0.1 % faster over 12 rounds',
    ],
    [
      'too few rounds',
      steadyRounds(4, { before: 0.02, after: 0.01 }),
      'unclear',
      'cannot tell: 4 rounds are too few, a verdict takes 6',
    ],
    [
      'one round',
      steadyRounds(1, { before: 0.02, after: 0.01 }),
      'unclear',
      'cannot tell: 1 round is too few, a verdict takes 6',
    ],
    [
      'a wide interval',
      ratios([0.94, 0.97, 1.0, 1.02, 1.03, 1.06, 1.08, 1.14]),
      'unclear',
      'cannot tell: the interval −3.0 … 8.4 % slower contains both no change and a change of 5 %; about 52 rounds would tell, but time was up after 8 rounds',
    ],
    [
      'evidence that is enough for one look, and not for this one of several',
      ratios([0.985, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12]),
      'unclear',
      'cannot tell: 8.5 % slower (3.1 … 11.0), but the wider interval that this look asks for, −1.5 … 12.0 % slower, does not exclude no change; about 12 rounds would tell, but time was up after 8 rounds',
    ],
    [
      'the same, faster: all the figures in one direction',
      ratios([0.985, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12].map((ratio) => 1 / ratio)),
      'unclear',
      'cannot tell: 7.8 % faster (3.0 … 9.9), but the wider interval that this look asks for, −1.5 … 10.7 % faster, does not exclude no change; about 12 rounds would tell, but time was up after 8 rounds',
    ],
    [
      'too small to count, too uncertain to ignore',
      ratios([1.001, 1.002, 1.003, 1.01, 1.02, 1.05, 1.09, 1.12]),
      'unclear',
      'cannot tell: there is a change, by the estimate of less than the 3 % that counts, but perhaps of more than 5 %: 0.2 … 8.4 % slower; about 28 rounds would tell, but time was up after 8 rounds',
    ],
    [
      'no usable times',
      rounds([{ before: 0.02, after: 0 }]),
      'invalid',
      'not measured: there is no pair of executions to compare',
    ],
  ])('%s', (_, of, verdict, sentence) => {
    expect(comparing(of)).toMatchObject({ verdict, sentence });
  });

  test.each([
    ['too few', steadyRounds(4, { before: 0.02, after: 0.01 }), 'too few', false],
    [
      'no change and one that counts',
      ratios([0.94, 0.97, 1, 1.02, 1.03, 1.06, 1.08, 1.14]),
      'too wide',
      true,
    ],
    ["this look's interval", ratios([0.985, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12]), 'this look', true],
    [
      'too little for this look',
      steadyRounds(6, { before: 0.02, after: 0.01 }),
      'too few for this look',
      false,
    ],
    [
      'less than counts, or more',
      ratios([1.001, 1.002, 1.003, 1.01, 1.02, 1.05, 1.09, 1.12]),
      'too small',
      true,
    ],
    ['after the last look', ratios(Array.from({ length: 24 }, (_, i) => 0.7 + 0.025 * i)), 'too wide', false],
    ['a verdict', steadyRounds(8, { before: 0.02, after: 0.01 }), null, false],
  ])('what stands in the way: %s', (_, of, obstacle, timeWasUp) => {
    expect(comparing(of)).toMatchObject({ obstacle, timeWasUp });
  });

  test('times are those of the rounds that both took', () => {
    const both = steadyRounds(8, { before: 0.02, after: 0.001 });
    const alone = steadyRounds(16, { before: 0.04 });
    const { baseline, variant, ratio, rounds } = comparing([...both, ...alone]);
    expect(baseline.estimate).toBeCloseTo(0.02, 4);
    expect(variant.estimate).toBeCloseTo(0.001, 5);
    expect(ratio.estimate).toBeCloseTo(0.05, 4);
    expect(rounds).toBe(8);
  });

  test.each([
    ['a round may be one execution', executions(() => 0.02, 1, 20), 8, 8],
    ['or several', executions(() => 0.02, 2, 20), 16, 16],
    ['sets are taken again after the last', executions(() => 0.02, 4, 20), 32, 20],
  ])('executions, and the sets that were timed: %s', (_, parameterClass, count, sets) => {
    const found = compare(parameterClass, 'before', 'after', schedule);
    expect(found).toMatchObject({ executions: count, sets });
  });

  test('the interval that decides is wider than that of 95 %, and says how sure it is', () => {
    const { ratio, evidence, confidence } = comparing(
      ratios([1.19, 1.06, 1.07, 1.08, 1.09, 1.1, 1.11, 1.12]),
    );
    expect(confidence).toBeGreaterThan(0.98);
    expect(confidence).toBeLessThan(1);
    expect(evidence.high / evidence.low).toBeGreaterThan(ratio.high / ratio.low);
  });

  test('the same parameters are held against each other, so that how they differ is no noise', () => {
    const uneven = Array.from({ length: 8 }, (_, i) => ({
      at: i,
      samples: { before: [0.001, 0.1, 0.01, 2], after: [0.0011, 0.11, 0.011, 2.2] },
      disturbed: [],
    }));
    expect(comparing(uneven).ratio).toEqual({
      estimate: expect.closeTo(1.1, 9),
      low: expect.closeTo(1.1, 9),
      high: expect.closeTo(1.1, 9),
    });
  });
});

describe('the baseline against itself', () => {
  test.each([
    ['a quiet machine', executions(() => 0.02), null],
    [
      'parameters that differ a hundredfold, in an even number',
      executions((_, turn) => [0.001, 0.1][turn % 2] ?? 0, 6, 2),
      null,
    ],
    [
      'a slow start of each round, which strikes all variants alike',
      executions((_, turn) => (turn === 0 ? 0.03 : 0.02), 2),
      null,
    ],
    [
      'one half of the executions slower, without any reason',
      executions(oddAreSlower),
      expect.closeTo(1.15, 2),
    ],
  ])('%s', (_, parameterClass, estimate) => {
    const { possible, alarm } = selfCheck(parameterClass, 'before', schedule);
    expect([possible, alarm?.estimate ?? null]).toEqual([true, estimate]);
  });

  test('an alarm makes the comparison invalid, whatever it found', () => {
    const { verdict, sentence } = compare(executions(oddAreSlower), 'before', 'after', schedule);
    expect(verdict).toBe('invalid');
    expect(sentence).toMatch(
      /^the machine is too unstable: the baseline against itself is 1[45]\.\d % slower \(.*\), which has to stay within 5 %/,
    );
  });

  test('parameters that were executed once have nothing to be held against', () => {
    const once = executions(() => 0.02, 2, 16);
    expect(selfEffects(once, 'before')).toEqual([]);
    expect(compare(once, 'before', 'after', schedule)).toMatchObject({
      selfChecked: false,
      verdict: 'better',
    });
    const twice = executions(() => 0.02, 4, 16);
    expect(compare(twice, 'before', 'after', schedule)).toMatchObject({
      selfChecked: true,
      verdict: 'better',
    });
  });
});
