import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFamily, type Member } from '../../src/statistics/family.ts';
import { holm } from '../../src/statistics/holm.ts';
import { decide, thresholds, type Decision, type Looks } from '../../src/statistics/sequential.ts';
import { signedRankP } from '../../src/statistics/signed-rank.ts';
import { normal } from '../support/random.ts';

const oneLook: Looks = { looks: [12], alpha: 0.02, spending: 'pocock' };
const member = (effects: readonly number[]): Member => ({ effects, limits: thresholds });

/** Twelve effects of sizes 0.05 … 0.6, all positive but those of the ranks that are named. */
const allBut = (...negative: readonly number[]) =>
  member(Array.from({ length: 12 }, (_, i) => (negative.includes(i + 1) ? -0.05 : 0.05) * (i + 1)));
/** p = 2/4096: at any share of alpha that is used here. */
const evident = allBut();
/** W = 9. R: 2 * psignrank(9, 12) is 0.0161, at 0.02 and not at 0.01. */
const barely = allBut(9);
/** W = 7. R: 2 * psignrank(7, 12) is 0.0093, at 0.01 and not at 0.0067. */
const hardly = allBut(7);
const same = member(Array.from({ length: 12 }, (_, i) => 0.001 * (i - 5.5)));
const mirrored = ({ effects, limits }: Member): Member => ({ effects: effects.map((x) => 0 - x), limits });

/** Its verdict if it is one that says that there is a difference. */
const apart = ({ verdict }: Decision) => (verdict === 'better' || verdict === 'worse' ? verdict : null);

describe('several questions at once', () => {
  test.each([
    ['one alone is judged as ever', [barely], ['worse']],
    ['two that each need all of alpha', [barely, barely], ['unclear', 'unclear']],
    ['one that is told apart passes its share on', [evident, barely], ['worse', 'worse']],
    ['"better" passes it on as well', [barely, mirrored(evident)], ['worse', 'better']],
    ['"same" does not', [same, barely], ['same', 'unclear']],
    ['"unclear" does not', [allBut(12, 11, 10), barely], ['unclear', 'unclear']],
    ['from one to the next to the next', [barely, hardly, evident], ['worse', 'worse', 'worse']],
    [
      'the chain breaks where one link is missing',
      [barely, barely, evident],
      ['unclear', 'unclear', 'worse'],
    ],
    ['all at the first level', [evident, evident, mirrored(evident)], ['worse', 'worse', 'better']],
    ['nothing was measured of one', [member([]), barely], ['unclear', 'unclear']],
    ['nobody', [], []],
  ] as const)('%s', (_, members, verdicts) => {
    expect(decideFamily(members, oneLook).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test('each member has limits of its own', () => {
    const strict = { ...evident, limits: { ...thresholds, effect: 2 } };
    const found = decideFamily([strict, evident], oneLook).map(({ verdict }) => verdict);
    expect(found).toEqual(['unclear', 'worse']);
  });

  test('the evidence is that of the level which a member was judged at', () => {
    const [first, second] = decideFamily([evident, barely], oneLook);
    expect(first).toEqual(decide(evident.effects, { ...oneLook, alpha: 0.01 }));
    expect(second).toEqual(decide(barely.effects, oneLook));
  });

  test('a verdict of an earlier look stays where its effects stay', () => {
    const looks: Looks = { looks: [12, 24], alpha: 0.05, spending: 'pocock' };
    const later = member([...barely.effects, ...barely.effects]);
    const [early] = decideFamily([evident, barely], looks);
    expect(decideFamily([evident, later], looks)[0]).toEqual(early);
  });
});

describe('properties', () => {
  const looks: Looks = { looks: [8, 12], alpha: 0.1, spending: 'pocock' };
  const effects = fc
    .tuple(fc.constantFrom(8, 12), fc.constantFrom(0, 0.1, 0.3), fc.integer())
    .map(([n, shift, seed]) => {
      const noise = normal(seed);
      return Array.from({ length: n }, () => shift + 0.2 * noise());
    });
  const family = fc.array(effects, { minLength: 1, maxLength: 5 });

  test('the order of the members does not matter', () => {
    fc.assert(
      fc.property(family, fc.nat(4), (all, turn) => {
        const members = all.map(member);
        const turned = [...members.slice(turn), ...members.slice(0, turn)].toReversed();
        const decisions = new Map(turned.map((one, i) => [one, decideFamily(turned, looks)[i]]));
        expect(members.map((one) => decisions.get(one))).toEqual(decideFamily(members, looks));
      }),
      { numRuns: 50 },
    );
  });

  test('nobody is told apart who would not be alone, and all are who would be at an equal share', () => {
    fc.assert(
      fc.property(family, (all) => {
        const found = decideFamily(all.map(member), looks).map(apart);
        const alone = all.map((one) => apart(decide(one, looks)));
        const shared = all.map((one) => apart(decide(one, { ...looks, alpha: looks.alpha / all.length })));
        expect(found.map((verdict, i) => verdict ?? alone[i])).toEqual(alone);
        expect(shared.map((verdict, i) => verdict ?? found[i])).toEqual(found);
      }),
      { numRuns: 50 },
    );
  });

  test("with one look and no minimum effect it is Holm's adjustment of the exact p-values", () => {
    // No p-value of twelve rounds, a multiple of 1/2048, comes near a share of this alpha.
    const once: Looks = { looks: [12], alpha: 0.1234, spending: 'pocock' };
    const limits = { effect: 1 + 1e-12, tolerance: 1 + 1e-12, rounds: 6 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 0.3, noNaN: true }), fc.integer())), (all) => {
        const members = all.map(([shift, seed]) => {
          const noise = normal(seed);
          return { effects: Array.from({ length: 12 }, () => shift + 0.2 * noise()), limits };
        });
        const rejected = holm(members.map(({ effects }) => signedRankP(effects))).map((p) => p <= once.alpha);
        expect(decideFamily(members, once).map(({ verdict }) => verdict !== 'unclear')).toEqual(rejected);
      }),
      { numRuns: 50 },
    );
  });
});
