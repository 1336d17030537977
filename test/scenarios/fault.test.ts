import { describe, expect, test } from 'vitest';
import { parseFault, strikeOf, type Fault } from '../../scenarios/api/fault.ts';
import { surroundings } from './surroundings.ts';

describe('parseFault', () => {
  test.each<[text: string, fault: Fault | null]>([
    ['slower=1.05', { kind: 'slower', factor: 1.05 }],
    ['slower=2', { kind: 'slower', factor: 2 }],
    ['stall=0.1:50', { kind: 'stall', share: 0.1, milliseconds: 50 }],
    ['stall=1:2.5', { kind: 'stall', share: 1, milliseconds: 2.5 }],
    ['statements=1', { kind: 'statements', extra: 1 }],
    ['', null],
    ['slower', null],
    ['slower=', null],
    ['slower=fast', null],
    ['slower=0.9', null],
    ['slower=-2', null],
    ['slower=1.05:2', null],
    ['slower=1.05 ', null],
    ['stall=0.1', null],
    ['stall=10:50', null],
    ['stall=0.1:0.5', null],
    ['statements=1.5', null],
    ['statements=1:1', null],
    ['toString=1', null],
  ])('"%s"', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });
});

test.each([1.05, 1.5, 3])('slower=%s lengthens each request by that much of its own time', async (factor) => {
  const around = surroundings();
  const strike = strikeOf({ kind: 'slower', factor }, around);
  for (const work of [1000, 20_000, 3000]) {
    const began = around.now();
    around.pass(work);
    await strike(began, around.db);
    // The looks at the clock are ticks too.
    expect((around.now() - began) / work).toBeCloseTo(factor, 1);
    expect((around.now() - began) / work).toBeGreaterThanOrEqual(factor);
  }
  expect({ waits: around.waits, asked: around.asked }).toEqual({ waits: [], asked: [] });
});

test('statements=2 asks the database twice more for each request', async () => {
  const around = surroundings();
  const strike = strikeOf({ kind: 'statements', extra: 2 }, around);
  for (let i = 0; i < 3; i += 1) await strike(0, around.db);
  expect(around.asked).toEqual(Array.from({ length: 6 }, () => 'SELECT 1'));
});
