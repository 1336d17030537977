import { describe, expect, test } from 'vitest';
import { decide, type Looks } from '../../src/statistics/sequential.ts';
import { normal } from '../support/random.ts';

const looks: Looks = { looks: [8, 12, 16, 24], alpha: 0.02, spending: 'pocock' };

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
