import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../../benchmark/gate/interval.ts';
import { drawn, relabelled } from '../../../benchmark/gate/resample.ts';
import { mapPairs, seriesOf, slowedDown } from '../../../benchmark/gate/series.ts';
import { honestly, tally, within } from '../../../benchmark/gate/tally.ts';
import { withFirstPairs, withoutHit, withShorterBursts } from '../../../benchmark/gate/variants.ts';
import { uniformFrom } from '../../../src/statistics/uniform.ts';
import { aRoute, changed, someBlocks } from '../../support/gate.ts';
import { aSeries } from './support.ts';

const { blocks } = aSeries();

test('blocks are drawn whole, each once, in another order', () => {
  const some = drawn(blocks, 24, uniformFrom(1));
  expect(new Set(some)).toEqual(new Set(blocks));
  expect(some).not.toEqual(blocks);
  expect(drawn(blocks, 8, uniformFrom(2))).toHaveLength(8);
  expect(drawn(blocks.slice(0, 5), 8, uniformFrom(2))).toHaveLength(5);
});

test('a coin exchanges the sides of whole blocks, and the same block gives the same one again', () => {
  const once = relabelled(blocks, uniformFrom(3));
  const kept = once.filter((block, i) => block === blocks[i]).length;
  expect(kept).toBeGreaterThan(4);
  expect(kept).toBeLessThan(20);
  for (const [i, block] of once.entries()) {
    const before = blocks[i];
    if (block === before) continue;
    expect(block.pairs.map(({ base, head }) => [head, base])).toEqual(
      before?.pairs.map(({ base, head }) => [base, head]),
    );
  }
  expect(relabelled(blocks, uniformFrom(3)).every((block, i) => block === once[i])).toBe(true);
});

test('a block ends where the next one of any query begins; the last is as long as the others', () => {
  const [one, other] = seriesOf({
    id: 'two',
    subjects: [
      aRoute({ name: 'a', blocks: blocksAt([0, 10, 20]) }),
      aRoute({ name: 'b', blocks: blocksAt([4, 16, 23]) }),
      aRoute({ name: 'untimed', blocks: [] }),
    ],
  });
  expect(one?.blocks.map(({ seconds }) => seconds)).toEqual([4, 6, 3]);
  expect(other?.blocks.map(({ seconds }) => seconds)).toEqual([6, 4, 5]);
});

describe('recordings as they would have been', () => {
  test('slower heads', () => {
    const slower = slowedDown(aSeries(), 1.1);
    const [before, after] = [blocks[0]?.pairs[0], slower.blocks[0]?.pairs[0]];
    expect(after?.base).toEqual(before?.base);
    expect(after?.head.micros).toEqual(before?.head.micros.map((time) => Math.round(time * 1.1)));
  });

  test('fewer pairs take less time', () => {
    const [block] = withFirstPairs(aSeries(), 1).blocks;
    const left = blocks[0]?.pairs.slice(1).flatMap(({ base, head }) => [base.seconds, head.seconds]) ?? [];
    expect(block?.pairs).toHaveLength(1);
    expect(block?.seconds).toBeCloseTo(5 - left.reduce((sum, seconds) => sum + seconds, 0), 9);
  });

  test('shorter bursts take less time', () => {
    const [block] = withShorterBursts(aSeries(), 40).blocks;
    const all = blocks[0]?.pairs.flatMap(({ base, head }) => [base.seconds, head.seconds]) ?? [];
    expect(
      block?.pairs.every(({ base, head }) => base.micros.length === 40 && head.micros.length === 40),
    ).toBe(true);
    expect(block?.seconds).toBeCloseTo(5 - all.reduce((sum, seconds) => sum + seconds, 0) / 2, 9);
  });

  test('pairs that were hit go, whichever side it was', () => {
    expect(pairsLeft('base').slice(0, 2)).toEqual([2, 3]);
    expect(pairsLeft('head')).toEqual(pairsLeft('base'));
    const other = mapPairs(aSeries({ restarts: 0.3 }), (pair) => pair);
    const exchanged = mapPairs(other, ({ base, head }) => ({ base: head, head: base }));
    const counts = (series: typeof other) => withoutHit(series).blocks.map(({ pairs }) => pairs.length);
    expect(counts(exchanged)).toEqual(counts(other));
  });
});

/** R: binom.test(3, 20)$conf.int, binom.test(0, 20)$conf.int, binom.test(20, 20)$conf.int */
test.each([
  [3, 20, 0.03207094, 0.3789268],
  [0, 20, 0, 0.1684335],
  [20, 20, 0.8315665, 1],
])('%i of %i', (hits, count, low, high) => {
  const interval = clopperPearson(hits, count);
  expect(interval.low).toBeCloseTo(low, 6);
  expect(interval.high).toBeCloseTo(high, 6);
});

test('what many answers come to', () => {
  const answer = { verdict: 'same', byStalls: false, blocks: 8, seconds: 40 } as const;
  const answers = [answer, answer, { ...answer, verdict: 'worse', blocks: 12, seconds: 60 }, answer] as const;
  expect(tally(answers)).toMatchObject({
    count: 4,
    blocks: 8,
    seconds: 40,
    shares: { same: 0.75, worse: 0.25 },
  });
  expect(within(answers, 'worse', 60)).toBe(0.25);
  expect(within(answers, 'worse', 59)).toBe(0);
});

test('decisions that share their blocks count once', () => {
  expect(honestly(0, 72, 8)).toMatchObject({ independent: 9, share: 0, low: 0 });
  expect(honestly(0, 72, 8).high).toBeCloseTo(clopperPearson(0, 9).high, 9);
  expect(honestly(0, 4, 8).independent).toBe(0.5);
  expect(honestly(0, 4, 8).high).toBeGreaterThan(clopperPearson(0, 1).high);
});

function blocksAt(times: readonly number[]) {
  return someBlocks({ blocks: times.length }).map((block, i) => ({ ...block, at: times[i] ?? 0 }));
}

/** In the second pair of all. */
function hitOn(side: 'base' | 'head') {
  const twiceAsLong = changed(blocks, side, (burst, pair) =>
    pair === 1 ? { ...burst, micros: burst.micros.map((time) => 2 * time) } : burst,
  );
  return twiceAsLong.map((block) => ({ ...block, seconds: 5 }));
}

function pairsLeft(side: 'base' | 'head'): readonly number[] {
  return withoutHit({ ...aSeries(), blocks: hitOn(side) }).blocks.map(({ pairs }) => pairs.length);
}
