import { describe, expect, test } from 'vitest';
import type { Block, GateRecord } from '../../../src/record/gate.ts';
import type { Taken } from '../../../src/run/gate/taken.ts';
import { takeTime, type Timing } from '../../../src/run/gate/timing.ts';
import { decideGate } from '../../../src/statistics/gate.ts';
import { allowanceOf } from '../../../src/suite/allowance.ts';
import { someBlocks, type Making } from '../../support/gate.ts';
import { gateOf, subjectOf } from './support.ts';

/** A clock that only the blocks move. */
function clock() {
  let seconds = 0;
  return { now: () => seconds, pass: (more: number) => (seconds += more) };
}

interface Pretended {
  /** What a block takes. */
  readonly seconds: number;
  /** How its times are made up. */
  readonly making?: Partial<Making>;
}

function fine(block: Block): Taken {
  return { block, trouble: null, lost: null };
}

/** Changes so little beside what restarts do that nobody can tell. */
const noisy = { factor: 1.03, restarts: 0.08 };

/** Takes time of pretended subjects, one taker each, and says how many blocks each had. */
async function timed(
  pretended: Readonly<Record<string, Pretended>>,
  more: {
    readonly seconds?: number;
    readonly trouble?: string;
    readonly signal?: AbortSignal;
    readonly mode?: GateRecord['mode'];
  } = {},
) {
  const time = clock();
  const takers = Object.entries(pretended).map(([name, one], i): Timing['takers'][number] => {
    const blocks = someBlocks({ blocks: 24, pairs: 2, spread: 0.05, seed: i + 1, ...one.making }).values();
    const takeBlocks = async (): Promise<ReadonlyMap<string, Taken>> => {
      time.pass(one.seconds);
      const block = blocks.next().value;
      if (block === undefined) throw new Error(`${name} was asked for more than 24 blocks`);
      const lost: Taken = { block, trouble: 'it went away', lost: 'head' };
      return new Map([[name, name === more.trouble ? lost : fine(block)]]);
    };
    return [{ takeBlocks }, [name]];
  });
  const updates: GateRecord[] = [];
  const gate = await takeTime({
    gate: {
      ...gateOf(Object.keys(pretended).map(subjectOf), more.seconds ?? 10_000),
      mode: more.mode ?? 'compare',
    },
    takers,
    stage: {
      now: time.now,
      signal: more.signal ?? new AbortController().signal,
      progress: { start: () => {}, update: () => {}, done: () => {} },
    },
    onUpdate: (gate) => void updates.push(gate),
  });
  return {
    gate,
    updates,
    blocks: Object.fromEntries(gate.subjects.map(({ name, blocks }) => [name, blocks.length])),
  };
}

/** Nothing can be restarted: pairs are the units. */
async function timedInRounds(pairs: number) {
  const gate = gateOf([subjectOf('route')], 10_000);
  const quiet = { blocks: 1, pairs, spread: 0.02, restarts: 0 };
  let seed = 0;
  const taken = await takeTime({
    gate: { ...gate, schedule: { ...gate.schedule, looks: [12, 24], unit: 'round' } },
    takers: [
      [
        {
          takeBlocks: async () =>
            new Map(someBlocks({ ...quiet, seed: ++seed }).map((block) => ['route', fine(block)])),
        },
        ['route'],
      ],
    ],
    stage: {
      now: clock().now,
      signal: new AbortController().signal,
      progress: { start: () => {}, update: () => {}, done: () => {} },
    },
    onUpdate: () => {},
  });
  return taken.subjects[0]?.blocks.length;
}

describe('time is taken', () => {
  test.each([
    [4, 3],
    [5, 3],
  ])(
    'where nothing can be restarted, of %i pairs in each block: %i blocks to a look after 12',
    async (pairs, blocks) => {
      expect(await timedInRounds(pairs)).toBe(blocks);
    },
  );

  test('to the first look where nothing changed', async () => {
    expect((await timed({ same: { seconds: 1 } })).blocks).toEqual({ same: 8 });
  });

  test('to the last look in a calibration, where nothing is settled', async () => {
    expect((await timed({ same: { seconds: 1 } }, { mode: 'calibrate' })).blocks).toEqual({ same: 20 });
  });

  test('until a change is evident', async () => {
    const { blocks } = await timed({ slower: { seconds: 1, making: { factor: 1.3 } } });
    expect(blocks['slower']).toBeGreaterThan(8);
    expect(blocks['slower']).toBeLessThan(20);
  });

  test('to the last look where one cannot tell', async () => {
    expect((await timed({ noisy: { seconds: 1, making: noisy } })).blocks).toEqual({ noisy: 20 });
  });

  test('no longer than it may', async () => {
    const { blocks, gate } = await timed({ noisy: { seconds: 10, making: noisy } }, { seconds: 95 });
    expect(blocks).toEqual({ noisy: 9 });
    expect(gate.subjects[0]?.trouble).toBeNull();
  });

  test('of what had the least of it, so that what is cheap is settled early', async () => {
    const { updates } = await timed({ dear: { seconds: 10 }, cheap: { seconds: 1 } });
    const counts = updates.map(({ subjects }) => subjects.map(({ blocks }) => blocks.length));
    const settled = counts.find(([, cheap]) => cheap === 8);
    expect(settled?.[0]).toBe(1);
    expect(counts.at(-1)).toEqual([8, 8]);
  });

  test('no more of what is settled: the rest goes to what is not', async () => {
    const { blocks } = await timed({
      same: { seconds: 1 },
      noisy: { seconds: 1, making: noisy },
    });
    expect(blocks).toEqual({ same: 8, noisy: 20 });
  });

  test('of what stands at its first look with its share of the alpha, so that the end says the same', async () => {
    const { gate } = await timed({
      cheap: { seconds: 0.1, making: { factor: 1.07, spread: 0.01, restarts: 0.002 } },
      dear: { seconds: 20, making: noisy },
      dearer: { seconds: 20, making: noisy },
    });
    const decisions = decideGate(
      gate.subjects.map((subject) => ({ ...subject, allowed: allowanceOf(gate.budgets, subject) })),
      gate.schedule,
    );
    const [cheap] = decisions;
    expect(cheap?.p95.growth).toBe('broken');
    expect(gate.subjects[0]?.blocks).toHaveLength(16);
  });

  test('no more of what went away, and the others go on', async () => {
    const { blocks, gate } = await timed({ gone: { seconds: 1 }, same: { seconds: 1 } }, { trouble: 'gone' });
    expect(blocks).toEqual({ gone: 1, same: 8 });
    expect(gate.subjects[0]).toMatchObject({ trouble: 'it went away', lost: 'head' });
  });

  test('until it is interrupted; what was taken is told by then', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(timed({ same: { seconds: 1 } }, { signal: controller.signal })).rejects.toBe(reason);
  });
});
