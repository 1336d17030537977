import { describe, expect, test } from 'vitest';
import {
  decideGate,
  type GateLayout,
  type SubjectDecision,
  type TimedSubject,
} from '../../src/statistics/gate.ts';
import { someBlocks, without, type Making } from '../support/gate.ts';

const layout: GateLayout = {
  looks: [12],
  alpha: 0.02,
  spending: 'obrien-fleming',
  unit: 'block',
  effect: 1.03,
  tolerance: 1.05,
  stalls: { ratio: 1.1 },
};
const growing = { growth: 0.05, atMost: null };
const nothing = { p50: null, p95: null, throughput: null };

function aSubject(
  making: Partial<Making>,
  allowed: Partial<TimedSubject['allowed']> = { p95: growing },
): TimedSubject {
  return { name: 'a', blocks: someBlocks({ spread: 0.1, ...making }), allowed: { ...nothing, ...allowed } };
}

function decided(subject: TimedSubject): SubjectDecision | undefined {
  return decideGate([subject], layout)[0];
}

/** A head without a base, whose p50 is about 0.01 s. */
function alone(atMost: number): SubjectDecision | undefined {
  const subject = aSubject({}, { p50: { growth: 0.05, atMost } });
  return decided({ ...subject, blocks: without('base', someBlocks()) });
}

describe('whether more blocks would change an answer', () => {
  test.each([
    ['nothing was taken yet', aSubject({ blocks: 0 }), false],
    ['nothing was taken, and nothing is asked', { ...aSubject({ blocks: 0 }, {}), allowed: nothing }, true],
    ['too few were taken', aSubject({ blocks: 5, factor: 2 }), false],
    ['it is slower', aSubject({ factor: 1.3 }), true],
    ['it is the same', aSubject({}), true],
    ['it is faster, with less evidence than that takes', aSubject({ blocks: 6, factor: 0.8 }), true],
    ['it is near what is allowed', aSubject({ factor: 1.05 }), false],
    ['a limit is far', aSubject({}, { p95: { growth: null, atMost: 0.1 } }), true],
    ['a limit is near', aSubject({}, { p50: { growth: null, atMost: 0.01 } }), false],
    ['growth is settled, and a limit is near', aSubject({}, { p50: { growth: 0.5, atMost: 0.01 } }), false],
    ['a rate is far', aSubject({}, { throughput: { loss: null, atLeast: 1 } }), true],
    ['a rate is near', aSubject({}, { throughput: { loss: null, atLeast: 99 } }), false],
    ['bursts are too small to say anything', aSubject({ answers: 71, factor: 1.05 }), true],
    [
      'bursts are too small for a limit',
      aSubject({ answers: 71 }, { p95: { growth: null, atMost: 0.01 } }),
      true,
    ],
  ])('%s', (_, subject, settled) => {
    expect(decided(subject)?.settled).toBe(settled);
  });

  test('it may stall, though it is the same burst by burst: where a budget of p95 asks', () => {
    const stalling = { pairs: 8, stalls: { base: 0, head: 0.12 } };
    expect(decided(aSubject(stalling))).toMatchObject({ p95: { growth: 'kept' }, settled: false });
    expect(decided(aSubject(stalling, { p50: growing }))?.settled).toBe(true);
    expect(decided(aSubject(stalling, { p95: { growth: 9, atMost: null } }))?.settled).toBe(true);
    expect(decided(aSubject({ ...stalling, answers: 71 }))?.settled).toBe(true);
  });

  test('there is no base beside which it could stall', () => {
    const subject = aSubject({}, { p95: { growth: 0.05, atMost: 1 } });
    expect(decided({ ...subject, blocks: without('base', someBlocks()) })?.settled).toBe(true);
  });

  test('a head alone is settled by limits in themselves', () => {
    expect(alone(1)).toMatchObject({ settled: true, p50: { limit: 'kept', decision: { rounds: 0 } } });
    expect(alone(0.001)).toMatchObject({ settled: true, p50: { limit: 'broken' } });
    expect(alone(0.01)).toMatchObject({ settled: false, p50: { limit: 'unclear' } });
  });
});

describe('the family', () => {
  test('is what budgets hold against the base', () => {
    const gate = decided(aSubject({}, { p95: growing, throughput: { loss: 0.1, atLeast: null } }));
    expect([gate?.p50, gate?.p95, gate?.throughput].map((one) => one?.gated)).toEqual([false, true, true]);
  });

  test('is the p50 and p95 of all where budgets hold nothing', () => {
    const gate = decided(aSubject({}, {}));
    expect([gate?.p50, gate?.p95, gate?.throughput].map((one) => one?.gated)).toEqual([true, true, false]);
  });

  test('grows with each that is timed, and not with those that are not', () => {
    const widths = [[], [aSubject({ seed: 2 })], [{ ...aSubject({ blocks: 0 }), name: 'b' }]].map(
      (others) => {
        const [first] = decideGate(
          [aSubject({}), ...others.map((one, i) => ({ ...one, name: `b${i}` }))],
          layout,
        );
        return (first?.p95.decision.evidence.high ?? 0) / (first?.p95.decision.evidence.low ?? 1);
      },
    );
    expect(widths[1]).toBeGreaterThan(widths[0] ?? Infinity);
    expect(widths[2]).toBe(widths[0]);
  });

  test('a loss of requests per second is a growth of the time of each', () => {
    const loss = 0.2;
    const gate = decided(aSubject({ factor: 1.5 }, { throughput: { loss, atLeast: null } }));
    expect(gate?.throughput.limits).toMatchObject({ effect: 1 / (1 - loss), tolerance: 1 / (1 - loss) });
    expect(gate?.throughput).toMatchObject({ growth: 'broken', decision: { verdict: 'worse' } });
    expect(gate?.throughput.decision.ratio.estimate).toBeCloseTo(1.5, 1);
  });

  test('answers come in the order of the questions', () => {
    const names = ['c', 'a', 'b'];
    const subjects = names.map((name, seed) => ({ ...aSubject({ seed }), name }));
    expect(decideGate(subjects, layout).map(({ name }) => name)).toEqual(names);
  });
});
