import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Looks } from '../../src/statistics/sequential.ts';
import { normal } from '../support/random.ts';

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

  test.each([
    ['what is evidence is more than what counts', 0.1],
    ['about as much', 0.065],
    ['what counts is more than what is evidence', 0.02],
  ])('the detectable change is found in nine of ten runs: %s', (_, noise) => {
    const random = normal(11);
    const oneLook: Looks = { looks: [24], alpha: 0.02, spending: 'pocock' };
    const effects = (shift: number) => Array.from({ length: 24 }, () => shift + noise * random());
    const typical = Array.from({ length: 200 }, () => decide(effects(0), oneLook).detectable ?? 0);
    const shift = Math.log(typical.reduce((sum, x) => sum + x, 0) / typical.length);
    const runs = Array.from({ length: 500 }, () => decide(effects(shift), oneLook).verdict);
    // Three standard errors of a share of 0.9 in 500 are 0.04.
    expect(share(runs, 'worse')).toBeGreaterThan(0.86);
    expect(share(runs, 'worse')).toBeLessThan(0.94);
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

describe('how often it is wrong, and how often right', { timeout: 60_000 }, () => {
  test('without a difference, over two looks, of all 1,024 sign patterns at most alpha are told apart', () => {
    const plan: Looks = { looks: [8, 10], alpha: 0.02, spending: 'pocock' };
    const sizes = Array.from({ length: 10 }, (_, i) => 0.2 + 0.1 * ((i * 3) % 10));
    const verdicts = Array.from({ length: 1024 }, (_, signs) => {
      const effects = sizes.map((size, i) => ((signs >> i) & 1 ? size : -size));
      return plan.looks.some((look) =>
        ['better', 'worse'].includes(decide(effects.slice(0, look), plan).verdict),
      );
    });
    const wrong = verdicts.filter(Boolean).length / 1024;
    expect(wrong).toBeGreaterThan(0.01);
    expect(wrong).toBeLessThanOrEqual(0.02);
  });

  test.each([
    ['normal noise', (z: () => number) => z],
    ['noise with heavy tails', (z: () => number) => () => z() / Math.abs(z())],
  ])('without a difference, over four looks, %s: false alarms stay below alpha', (_, shape) => {
    const noise = shape(normal(7));
    const verdicts = Array.from({ length: 1000 }, () => run(() => 0.3 * noise(), looks));
    // Three standard errors of a share of 0.02 in 1,000 are 0.013.
    expect(share(verdicts, 'better', 'worse')).toBeLessThan(0.02 + 0.013);
  });

  test('10 % slower beside noise of 3 % is found almost always, and never taken for faster', () => {
    const noise = normal(3);
    const verdicts = Array.from({ length: 200 }, () => run(() => Math.log(1.1) + 0.03 * noise(), looks));
    expect(share(verdicts, 'worse')).toBeGreaterThan(0.99);
    expect(share(verdicts, 'better')).toBe(0);
  });

  test('identical code beside noise of 3 % ends in "same"', () => {
    const noise = normal(5);
    const verdicts = Array.from({ length: 200 }, () => run(() => 0.03 * noise(), looks));
    expect(share(verdicts, 'same')).toBeGreaterThan(0.98);
  });
});

/** Looks as the schedule says, and stops at the first verdict. */
function run(draw: () => number, plan: Looks) {
  const effects = Array.from({ length: Math.max(...plan.looks) }, draw);
  const verdicts = plan.looks.map((look) => decide(effects.slice(0, look), plan).verdict);
  return verdicts.find((verdict) => verdict !== 'unclear') ?? 'unclear';
}

function share(verdicts: readonly string[], ...wanted: readonly string[]) {
  return verdicts.filter((verdict) => wanted.includes(verdict)).length / verdicts.length;
}
