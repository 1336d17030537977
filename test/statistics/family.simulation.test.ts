import { describe, expect, test } from 'vitest';
import { decideFamily } from '../../src/statistics/family.ts';
import { thresholds, type Looks } from '../../src/statistics/sequential.ts';
import { normal } from '../support/random.ts';

describe('how often any verdict is wrong, over four looks', () => {
  const plan: Looks = { looks: [8, 12, 16, 24], alpha: 0.1, spending: 'pocock' };
  /** Any difference counts, so that the minimum effect hides nothing. */
  const limits = { ...thresholds, effect: 1 + 1e-9 };
  const families = 300;

  /** Whether one of the members without a difference is told apart; who is told apart is not measured any more. */
  function anyWrong(shifts: readonly number[], noise: () => number): boolean {
    const all = shifts.map((shift) => Array.from({ length: 24 }, () => shift + 0.3 * noise()));
    const ended = new Map<number, number>();
    for (const look of plan.looks) {
      const members = all.map((effects, i) => ({ effects: effects.slice(0, ended.get(i) ?? look), limits }));
      for (const [i, decision] of decideFamily(members, plan).entries())
        if (['better', 'worse'].includes(decision.verdict)) ended.set(i, ended.get(i) ?? look);
    }
    return shifts.some((shift, i) => shift === 0 && ended.has(i));
  }

  test.each([
    ['no member differs', [0, 0, 0]],
    ['two differ evidently and pass their shares on', [0, 2, -2, 0]],
  ])('%s: at most alpha', (_, shifts) => {
    const noise = normal(13);
    const wrong = Array.from({ length: families }, () => anyWrong(shifts, noise)).filter(Boolean).length;
    // Three standard errors of a share of 0.1 in 300.
    expect(wrong / families).toBeLessThan(plan.alpha + 3 * Math.sqrt((0.1 * 0.9) / families));
    // The test could find it: the procedure spends most of what it may.
    expect(wrong / families).toBeGreaterThan(plan.alpha / 3);
  });
});
