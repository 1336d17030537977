import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Looks } from '../../src/statistics/sequential.ts';

const looks: Looks = { looks: [8, 12, 16, 24], alpha: 0.02, spending: 'pocock' };
/** A little spread that is symmetric about 0. */
const spread = (n: number, width: number) =>
  Array.from({ length: n }, (_, i) => (width * (i - (n - 1) / 2)) / Math.max(1, n - 1));
const around = (ratio: number, n: number, width: number) =>
  spread(n, width).map((noise) => Math.log(ratio) + noise);

describe('the verdict on one effect per round', () => {
  test.each([
    ['twice as long, eight rounds', around(2, 8, 0.01), 'worse'],
    ['half as long, eight rounds', around(0.5, 8, 0.01), 'better'],
    ['five rounds are too few, however clear', around(2, 5, 0.01), 'unclear'],
    [
      'six rounds are the fewest, but this plan asks for more of an early look',
      around(2, 6, 0.01),
      'unclear',
    ],
    ['seven: 2 of 128 sign patterns are more than may be spent', around(2, 7, 0.01), 'unclear'],
    ['no difference', around(1, 8, 0.01), 'same'],
    ['no difference at all: zeros only', around(1, 8, 0), 'same'],
    ['every round the very same: ties only', around(1.5, 8, 0), 'worse'],
    ['a real difference below the minimum effect', around(1.02, 8, 0.01), 'same'],
    ['just below the minimum effect', around(1.0299, 24, 0.002), 'same'],
    ['at the minimum effect', around(1.0301, 24, 0.002), 'worse'],
    ['an interval beyond the tolerance on both sides', around(1, 8, 0.5), 'unclear'],
    ['a difference that one round denies', [...around(1.2, 7, 0.01), -0.3], 'unclear'],
    ['a stall in one round changes nothing', [...around(1, 11, 0.01), 3], 'same'],
    ['nothing was measured', [], 'unclear'],
  ] as const)('%s', (_, effects, verdict) => {
    expect(decide(effects, looks).verdict).toBe(verdict);
  });

  test('six rounds are enough where they are the plan', () => {
    const quick: Looks = { looks: [6], alpha: 0.05, spending: 'pocock' };
    expect(decide(around(2, 6, 0.01), quick).verdict).toBe('worse');
    expect(decide([...around(2, 5, 0.01), -0.1], quick).verdict).toBe('unclear');
  });

  test("O'Brien and Fleming's way asks for more than eight rounds can give, and Pocock's does not", () => {
    const patient: Looks = { ...looks, spending: 'obrien-fleming' };
    expect(decide(around(2, 8, 0.01), patient).verdict).toBe('unclear');
    expect(decide(around(2, 12, 0.01), patient).verdict).toBe('worse');
  });

  test('a run that was cut short between two looks is judged where it stopped', () => {
    expect(decide(around(2, 10, 0.01), looks).verdict).toBe('worse');
  });
});

describe('what else a decision says', () => {
  test('the ratio with its 95 % interval, and the wider interval that counts', () => {
    const { ratio, evidence, rounds } = decide(around(2, 8, 0.1), looks);
    expect(rounds).toBe(8);
    expect(ratio.estimate).toBeCloseTo(2, 9);
    expect(evidence.low).toBeLessThan(ratio.low);
    expect(evidence.high).toBeGreaterThan(ratio.high);
  });

  test.each([
    ['too few rounds detect nothing in particular', around(1, 5, 0.1), null],
    ['none that seven rounds find, since 2 of 128 sign patterns are too many', around(1, 7, 0.1), null],
  ] as const)('the detectable change: %s', (_, effects, detectable) => {
    expect(decide(effects, looks).detectable).toBe(detectable);
  });

  test.each(['pocock', 'obrien-fleming'] as const)(
    'the detectable change is one wherever a clear one is found, and nowhere else: %s',
    (spending) => {
      for (const alpha of [0.02, 0.01, 0.001]) {
        for (let rounds = 6; rounds <= 24; rounds += 1) {
          const decision = decide(around(3, rounds, 0.001), { ...looks, alpha, spending });
          expect(decision.detectable !== null).toBe(decision.verdict === 'worse');
        }
      }
    },
  );

  test('the detectable change is more than the minimum effect, since the estimate falls short of that as often as not', () => {
    expect(decide(around(1, 24, 0.001), looks).detectable).toBeGreaterThan(1.03);
    expect(decide(around(1, 24, 0.001), looks).detectable).toBeLessThan(1.031);
  });

  test('rounds that are needed: none where it is settled, more for a smaller difference', () => {
    const needed = (ratio: number) => decide(around(ratio, 8, 0.6), looks).needed;
    expect(decide(around(2, 8, 0.01), looks).needed).toBeNull();
    expect(needed(1.2)).toBeGreaterThan(8);
    expect(looks.looks).toContain(needed(1.3));
    expect(needed(1.1)).toBeGreaterThan(needed(1.2) ?? Infinity);
  });
});

describe('properties', () => {
  const effects = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 6, maxLength: 24 });
  const mirror = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;

  test('baseline and variant change places: the verdict is mirrored', () => {
    fc.assert(
      fc.property(effects, (x) => {
        const [there, back] = [
          decide(x, looks),
          decide(
            x.map((effect) => 0 - effect),
            looks,
          ),
        ];
        expect(back.verdict).toBe(mirror[there.verdict]);
        expect(back.ratio.estimate * there.ratio.estimate).toBeCloseTo(1, 9);
        expect(back.detectable ?? 0).toBeCloseTo(there.detectable ?? 0, 9);
      }),
    );
  });

  test('the order of the rounds does not matter', () => {
    fc.assert(
      fc.property(effects, (x) => {
        expect(decide(x.toReversed(), looks)).toEqual(decide(x, looks));
      }),
    );
  });
});
