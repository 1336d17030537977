import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { progressOn } from '../../src/cli/progress.ts';
import { aHost } from './host.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What stands on stderr after the stages, as text. */
function told(stages: (progress: ReturnType<typeof progressOn>) => void, terminal = false): string {
  let text = '';
  const stderr = { write: (more: string) => (text += more), isTTY: terminal, columns: 100 };
  using progress = progressOn(aHost({ stderr }));
  stages(progress);
  return stripVTControlCharacters(text);
}

describe('without a terminal', () => {
  test('a long stage says how long it has taken, and of how much', () => {
    const text = told((progress) => {
      progress.start('orders/list (1/3)', 45);
      progress.update('first: round 3');
      vi.advanceTimersByTime(40_000);
    });
    expect(text).toMatch(
      /^… orders\/list \(1\/3\) +first: round 3 {2}20 s of about 45 s\n… .* 40 s of about 45 s\n$/,
    );
  });

  test.each([
    ['of which nobody knows how long it takes', undefined],
    ['that takes longer than was expected', 12],
  ])('a stage %s says how long it has taken', (_, expected) => {
    const text = told((progress) => {
      progress.start('Data', expected);
      vi.advanceTimersByTime(20_000);
    });
    expect(text).toMatch(/ 20 s\n$/);
  });

  test('what one stage was expected to take is not held against the next', () => {
    const text = told((progress) => {
      progress.start('orders/list (1/3)', 45);
      progress.done('2 variants');
      progress.start('Data');
      vi.advanceTimersByTime(20_000);
    });
    expect(text).not.toContain('of about');
  });
});

test('on a terminal the line that moves says so, however much is said of the stage', () => {
  const text = told((progress) => {
    progress.start('orders/list (1/3)', 45);
    progress.update('many words '.repeat(20));
    vi.advanceTimersByTime(7_000);
  }, true);
  expect(text).toContain('7 s of about 45 s');
  expect(Math.max(...text.split(/[\n\r]/).map((line) => line.length))).toBeLessThan(100);
});
