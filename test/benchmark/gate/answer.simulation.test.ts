import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../benchmark/gate/answer.ts';
import { judge } from '../../../src/compare/judge.ts';
import { judgeStalls, stallsAlarm } from '../../../src/compare/gate/stalls.ts';
import { layoutFor } from '../../../src/run/gate/layout.ts';
import { unitsOf } from '../../../src/statistics/gate.ts';
import { mayStall } from '../../../src/statistics/pooled-tail.ts';
import type { Making } from '../../support/gate.ts';
import { aBudget, aGateRun, aRoute } from '../../support/gate.ts';
import { aSeries } from './support.ts';

const schedule = layoutFor(true, 300);

/** Of as many blocks as the last look takes. */
function answer(making: Partial<Making>) {
  const series = aSeries({ blocks: Math.max(...schedule.looks), ...making });
  return answerOf(series, series.blocks, schedule, 1);
}

describe('what the gate says of made-up times', () => {
  test.each([
    ['identical code', {}, { verdict: 'same', byStalls: false, blocks: 8, seconds: 40 }],
    ['a head that is slower', { factor: 1.2 }, { verdict: 'worse', byStalls: false, blocks: 12 }],
    [
      'a head that is faster, which is kept before it is proven',
      { factor: 0.8 },
      { verdict: 'same', blocks: 8 },
    ],
    [
      'a head that stalls now and then',
      { pairs: 8, stalls: { base: 0, head: 0.15 } },
      { verdict: 'worse', byStalls: true },
    ],
    [
      'more noise than blocks can settle',
      { restarts: 0.2 },
      { verdict: 'unclear', blocks: 20, seconds: 100 },
    ],
  ] as const)('%s', (_, making, expected) => {
    expect(answer(making)).toMatchObject(expected);
  });

  test('fewer blocks than the first look takes are looked at where they end', () => {
    expect(answer({ blocks: 5 })).toMatchObject({ verdict: 'unclear', blocks: 5 });
  });
});

test('the answer is that of the gate on the same blocks', () => {
  const outcomes = { worse: 'broken', better: 'kept', same: 'kept', unclear: 'unclear', invalid: 'invalid' };
  for (let seed = 1; seed <= 12; seed += 1) {
    const series = aSeries({ seed, factor: 1 + seed / 200, restarts: 0.05, blocks: 12 });
    const { verdict } = answerOf(series, series.blocks, { ...schedule, looks: [12] }, 42);
    const run = aGateRun({
      schedule: { ...schedule, looks: [12] },
      budgets: [aBudget({ p50: { growth: 0 }, p95: { growth: 0 } })],
      subjects: [aRoute({ blocks: [...series.blocks] })],
    });
    const checks = judge(run).gate?.checks.map(({ outcome }) => outcome) ?? [];
    const worst = ['broken', 'invalid', 'unclear', 'kept'].find((one) =>
      checks.some((check) => check === one),
    );
    expect(outcomes[verdict]).toBe(worst);
  }
});

test('the alarm alone is that of the whole test of stalls, and no stall that the gate would find is passed over', () => {
  let [alarms, passedOver] = [0, 0];
  for (let seed = 3; seed <= 30; seed += 3) {
    const { subject, blocks } = aSeries({ seed, blocks: 12, stalls: { base: 0.05, head: 0.01 * seed } });
    const rule = { ...schedule.stalls, unit: schedule.unit, timed: 1, seed };
    const units = unitsOf(blocks, schedule.unit);
    const taken = { ...subject, blocks: [...blocks] };
    const alarm = judgeStalls(taken, rule)?.alarm ?? false;
    expect(stallsAlarm(taken, rule)).toBe(alarm);
    if (alarm) alarms += 1;
    else if (!mayStall(units, schedule.stalls.ratio)) passedOver += 1;
    expect(!alarm || mayStall(units, schedule.stalls.ratio)).toBe(true);
  }
  expect(alarms).toBeGreaterThan(0);
  expect(passedOver).toBeGreaterThan(0);
});
