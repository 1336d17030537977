import { describe, expect, test } from 'vitest';
import { takeTurns, toSeconds, TurnFailure, type Contestant } from '../../src/measure/turn.ts';
import type { ParameterSet } from '../../src/suite/experiment.ts';
import { fixedRandom } from './random.ts';

interface Execution {
  readonly id: string;
  readonly set: ParameterSet;
}

const sets: readonly ParameterSet[] = [{ n: 0 }, { n: 1 }, { n: 2 }];
const options = { sets, first: 0, warmUp: 0, turns: 6, signal: new AbortController().signal };

/** Contestants that note their executions and take so many milliseconds. */
function contestants(times: Readonly<Record<string, number>>, executions: Execution[] = []): Contestant[] {
  return Object.entries(times).map(([id, time]) => ({
    id,
    execute: async (set) => {
      executions.push({ id, set });
      return time;
    },
  }));
}

describe('turns', () => {
  test('each contestant runs once in each turn, all with the same parameters', async () => {
    const executions: Execution[] = [];
    await takeTurns(contestants({ a: 1, b: 2, c: 3 }, executions), { ...options, random: fixedRandom() });
    const turns = inThrees(executions);
    expect(turns).toHaveLength(6);
    for (const turn of turns) {
      expect(turn.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c']);
      expect(new Set(turn.map(({ set }) => set)).size).toBe(1);
    }
    expect(turns.map(([first]) => first?.set['n'])).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test('the order is drawn anew for each turn, every order as often as any other', async () => {
    const executions: Execution[] = [];
    await takeTurns(contestants({ a: 1, b: 2, c: 3 }, executions), {
      ...options,
      turns: 600,
      random: fixedRandom(),
    });
    const orders = new Map<string, number>();
    for (const turn of inThrees(executions)) {
      const order = turn.map(({ id }) => id).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // Of 600 turns 100 each; the standard deviation is 9.
    for (const count of orders.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
  });

  test('the same random stream gives the same orders', async () => {
    const orders = await Promise.all(
      [1, 2].map(async () => {
        const executions: Execution[] = [];
        await takeTurns(contestants({ a: 1, b: 2 }, executions), { ...options, random: fixedRandom() });
        return executions.map(({ id }) => id).join('');
      }),
    );
    expect(orders[0]).toBe(orders[1]);
  });

  test('samples are in seconds, one for each timed turn, and warm-up is dropped', async () => {
    const executions: Execution[] = [];
    const samples = await takeTurns(contestants({ a: 1, b: 2.5 }, executions), {
      ...options,
      warmUp: 4,
      turns: 3,
      random: fixedRandom(),
    });
    expect(samples).toEqual({ a: [0.001, 0.001, 0.001], b: [0.0025, 0.0025, 0.0025] });
    expect(executions).toHaveLength((4 + 3) * 2);
  });

  test('timed turns begin with the set that is asked for, whatever the warm-up took', async () => {
    const executions: Execution[] = [];
    await takeTurns(contestants({ a: 1 }, executions), {
      ...options,
      first: 5,
      warmUp: 1,
      turns: 2,
      random: fixedRandom(),
    });
    expect(executions.slice(1).map(({ set }) => set['n'])).toEqual([2, 0]);
  });

  test('a failure says whose it is', async () => {
    const broken: Contestant = { id: 'b', execute: () => Promise.reject(new Error('no')) };
    const turns = takeTurns([...contestants({ a: 1 }), broken], { ...options, random: fixedRandom() });
    await expect(turns).rejects.toSatisfy(
      (error) => error instanceof TurnFailure && error.id === 'b' && error.cause instanceof Error,
    );
  });

  test('being stopped ends it before the next execution', async () => {
    const stop = new AbortController();
    const executions: Execution[] = [];
    const [a] = contestants({ a: 1 }, executions);
    const stopping: Contestant = {
      id: 'stopping',
      execute: async () => {
        stop.abort(new Error('stopped'));
        return 1;
      },
    };
    const turns = takeTurns(a === undefined ? [] : [stopping, a], {
      ...options,
      random: { next: () => 0.999 },
      signal: stop.signal,
    });
    await expect(turns).rejects.toThrow('stopped');
    expect(executions).toHaveLength(0);
  });
});

test.each([
  [1, 0.001],
  [0.05, 0.000_05],
  [0.123_456, 0.000_123_5],
  [1234.567_89, 1.234_567_9],
])('%d ms are %d s, to a tenth of a microsecond', (milliseconds, seconds) => {
  expect(toSeconds(milliseconds)).toBe(seconds);
});

function inThrees<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: items.length / 3 }, (_, i) => items.slice(3 * i, 3 * i + 3));
}
