import { describe, expect, test } from 'vitest';
import { calibrationOf } from '../../../src/compare/gate/calibration.ts';
import { judgeGate } from '../../../src/compare/gate/judge-gate.ts';
import type { GateRecord, GateSubject } from '../../../src/record/gate.ts';
import type { Run } from '../../../src/record/run.ts';
import { renderCalibration } from '../../../src/report/gate/calibration.ts';
import { layoutFor } from '../../../src/run/gate/layout.ts';
import { aBudget, aGateRun, aRoute, someBlocks } from '../../support/gate.ts';

/** A block takes five seconds: in a minute there are 12, in two 20, which are the most. */
const schedule = layoutFor(true, 120);
const quiet = someBlocks({ blocks: 20, spread: 0.1 });

function calibrated(subjects: readonly GateSubject[], different: Partial<GateRecord> = {}) {
  const run = aGateRun({ mode: 'calibrate', schedule, budgets: [], subjects: [...subjects], ...different });
  const judgement = judgeGate(run);
  return { run, judgement, found: calibrationOf(run, judgement) };
}

/** By how many minutes what can be found; `undefined` where there is no such line. */
function minutes(found: ReturnType<typeof calibrationOf>, metric: 'p50' | 'p95') {
  const line = found.find((one) => one.metric === metric);
  return line?.detectable.map(({ seconds, growth }) => [seconds / 60, growth !== null]);
}

function many(count: number): readonly GateSubject[] {
  return Array.from({ length: count }, (_, i) => aRoute({ name: `shop/${i}`, blocks: quiet }));
}

function screen({ run, judgement, found }: { run: Run } & Omit<ReturnType<typeof calibrated>, 'run'>) {
  return renderCalibration(run, judgement, found, { color: false, width: 100 });
}

describe('growth that can be found', () => {
  test('takes 12 blocks where two answers share alpha', () => {
    expect(minutes(calibrated([aRoute({ blocks: quiet })]).found, 'p95')).toEqual([
      [1, true],
      [2, true],
      [5, true],
      [10, true],
      [20, true],
    ]);
  });

  test('is none by so few blocks that none could be told, however large', () => {
    const slower = quiet.map((block) => ({ ...block, at: block.at * 1.2 }));
    expect(minutes(calibrated([aRoute({ blocks: slower })]).found, 'p50')?.[0]).toEqual([1, false]);
  });

  test('takes more blocks where more is gated', () => {
    expect(minutes(calibrated(many(4)).found, 'p50')?.slice(0, 2)).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('shares alpha over what budgets hold against the base, and over nothing else', () => {
    const budgets = [
      aBudget({ p95: { growth: 0.05 } }, { names: 'shop/0' }),
      aBudget({ buffers: { growth: 0 } }),
    ];
    expect(minutes(calibrated(many(4), { budgets }).found, 'p95')?.[0]).toEqual([1, true]);
  });

  test('is what is proposed, in growths that people write', () => {
    const { judgement, found } = calibrated([aRoute({ blocks: quiet })]);
    expect(judgement.outcome).toBe('passed');
    for (const { detectable, proposed } of found) {
      expect(proposed).toBeGreaterThanOrEqual(detectable[1]?.growth ?? Infinity);
      expect([0.05, 0.08, 0.1, 0.15]).toContain(proposed);
    }
  });
});

describe('a calibration on the screen', () => {
  test('explains its table', () => {
    const text = screen(calibrated([aRoute({ blocks: quiet })]));
    expect(text).toMatch(/checkout\/pay\n +p50 +20 +±\d+\.\d% /);
    expect(text).toContain('Noise is what one block of identical code is off by');
  });

  test('that is invalid says why, and proposes nothing', () => {
    const blocks = someBlocks({ blocks: 20, factor: 1.08, spread: 0.05, mood: 0.002, restarts: 0.001 });
    const all = calibrated([aRoute({ blocks })]);
    expect(all.found.map(({ proposed }) => proposed)).toEqual([null, null]);
    expect(screen(all)).toContain('Invalid: checkout/pay differs from itself on this machine');
  });
});
