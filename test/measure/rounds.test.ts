import { describe, expect, test } from 'vitest';
import { takeRounds, type RoundsOptions } from '../../src/measure/rounds.ts';
import type { Contestant } from '../../src/measure/turn.ts';
import { fixedRandom } from './random.ts';

function contestant(id: string, milliseconds: number): Contestant {
  return { id, execute: async () => milliseconds };
}

/** Fails from its n-th execution on. */
function failing(id: string, n: number): Contestant {
  let executions = 0;
  return {
    id,
    execute: async () => {
      if (++executions >= n) throw new Error(`${id} is broken`);
      return 1;
    },
  };
}

function options(different: Partial<RoundsOptions> = {}): RoundsOptions {
  return {
    sets: [{ n: 0 }, { n: 1 }],
    schedule: { looks: [3, 5, 9], alpha: 0.05, spending: 'pocock' },
    time: 0.1,
    cold: 0,
    random: fixedRandom(),
    signal: new AbortController().signal,
    started: performance.now(),
    decided: () => false,
    disturbances: async () => [],
    onRound: () => {},
    ...different,
  };
}

const before = contestant('before', 2);
const after = contestant('after', 1);

describe('how many rounds', () => {
  test.each([
    ['decided at the first look', 1, 3],
    ['decided at the second look', 4, 5],
    ['never decided', 100, 9],
  ])('%s', async (_, enough, expected) => {
    const { rounds } = await takeRounds(
      before,
      [after],
      options({ decided: (effects) => effects.length >= enough }),
    );
    expect(rounds).toHaveLength(expected);
  });

  test('a class that takes too long goes no further than the look that it is at', async () => {
    const { rounds } = await takeRounds(
      before,
      [after],
      options({ schedule: { ...options().schedule, patience: 0 } }),
    );
    expect(rounds).toHaveLength(3);
  });

  test('a challenger that is decided leaves, the others go on with the baseline', async () => {
    const slow = contestant('slow', 4);
    const { rounds } = await takeRounds(
      before,
      [after, slow],
      options({ decided: (effects) => effects.every((effect) => effect < 0) }),
    );
    const here = rounds.map(({ samples }) => Object.keys(samples).toSorted().join(' '));
    expect(here.slice(0, 3)).toEqual(Array(3).fill('after before slow'));
    expect(here.slice(3)).toEqual(Array(6).fill('before slow'));
  });

  test('effects are ln(variant / baseline), one for each round', async () => {
    const seen: (readonly number[])[] = [];
    await takeRounds(before, [after], options({ decided: (effects) => (seen.push(effects), true) }));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toHaveLength(3);
    for (const effect of seen[0] ?? []) expect(effect).toBeCloseTo(Math.log(0.5));
  });
});

describe('how many turns in a round', () => {
  test.each([
    ['so many as fill the time', 0.1, [10, 10], 5],
    ['two at least', 0.1, [100, 100], 2],
    ['three hundred at most', 0.1, [0.1, 0.1], 300],
    ['one where a turn is longer than half a second', 0.1, [300, 300], 1],
  ])('%s', async (_, time, [one = 0, other = 0], turns) => {
    const { rounds } = await takeRounds(
      contestant('before', one),
      [contestant('after', other)],
      options({ time }),
    );
    for (const { samples } of rounds) {
      expect(samples['before']).toHaveLength(turns);
      expect(samples['after']).toHaveLength(turns);
    }
  });
});

describe('parameters', () => {
  test('rounds go on with the set after the last one', async () => {
    const sets = [{ n: 0 }, { n: 1 }, { n: 2 }];
    const taken: unknown[] = [];
    const watched: Contestant = {
      id: 'before',
      execute: async (set) => {
        taken.push(set['n']);
        return 300;
      },
    };
    await takeRounds(watched, [contestant('after', 300)], options({ sets }));
    // One turn to warm up, then nine rounds of one.
    expect(taken).toEqual([0, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });
});

describe('failures', () => {
  test('a challenger that fails drops out, without the round in which it failed', async () => {
    const { rounds, dropOuts } = await takeRounds(
      before,
      [failing('broken', 200), after],
      options({ time: 0.2 }),
    );
    expect(dropOuts.map(({ id, cause }) => [id, String(cause)])).toEqual([
      ['broken', 'Error: broken is broken'],
    ]);
    expect(rounds).toHaveLength(9);
    const withBroken = rounds.filter(({ samples }) => 'broken' in samples);
    expect(withBroken.length).toBeLessThan(9);
    for (const { samples } of withBroken)
      expect(samples['broken']).toHaveLength(samples['before']?.length ?? 0);
  });

  test('one that fails in the warm-up drops out before the first round', async () => {
    const { rounds, dropOuts } = await takeRounds(before, [failing('broken', 1), after], options());
    expect(dropOuts).toHaveLength(1);
    expect(rounds).toHaveLength(9);
    expect(rounds.every(({ samples }) => !('broken' in samples))).toBe(true);
  });

  test('without the baseline there is nothing to compare with', async () => {
    const { rounds, dropOuts } = await takeRounds(failing('before', 1), [after], options());
    expect(rounds).toEqual([]);
    expect(dropOuts.map(({ id }) => id)).toEqual(['before']);
  });

  test('a baseline alone is timed as far as the first look, unless it fails', async () => {
    const { rounds } = await takeRounds(before, [], options());
    expect(rounds.map(({ samples }) => Object.keys(samples))).toEqual([['before'], ['before'], ['before']]);
    const { dropOuts, ...failed } = await takeRounds(failing('before', 1), [], options());
    expect(failed.rounds).toEqual([]);
    expect(dropOuts.map(({ id }) => id)).toEqual(['before']);
  });

  test('when the last challenger drops out it ends', async () => {
    const { rounds } = await takeRounds(before, [failing('broken', 1)], options());
    expect(rounds).toEqual([]);
  });
});

test('what fell into a round stands in it', async () => {
  let round = 0;
  const { rounds } = await takeRounds(
    before,
    [after],
    options({ disturbances: async () => (++round === 2 ? ['a checkpoint'] : []), decided: () => true }),
  );
  expect(rounds.map(({ disturbed }) => disturbed)).toEqual([[], ['a checkpoint'], []]);
});

test('rounds are told as they come', async () => {
  const told: number[] = [];
  await takeRounds(
    before,
    [after],
    options({ onRound: (rounds) => told.push(rounds.length), decided: () => true }),
  );
  expect(told).toEqual([1, 2, 3]);
});
