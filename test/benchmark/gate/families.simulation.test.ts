import { expect, test } from 'vitest';
import { answerOf, answersOf } from '../../../benchmark/gate/answer.ts';
import { familiesOf } from '../../../benchmark/gate/families.ts';
import { goalsOf } from '../../../benchmark/gate/goals.ts';
import { layoutFor } from '../../../src/run/gate/layout.ts';
import type { Making } from '../../support/gate.ts';
import { aSeries } from './support.ts';

const schedule = layoutFor(true, 300);

function group(making: Partial<Making>, expected: 'same' | 'worse' = 'same') {
  return { key: 'http-same-quiet', name: 'HTTP, identical', expected, series: [aSeries(making)] };
}

test('of several that are judged together each has the blocks that it takes, and they share alpha', () => {
  const series = [{ factor: 1.2 }, {}, {}, {}].map((making, i) => aSeries({ ...making, seed: i + 1 }));
  const asked = series.map(({ subject, blocks }, i) => ({ subject: { ...subject, name: `${i}` }, blocks }));
  const alone = series.map((one) => answerOf(one, one.blocks, schedule, 1));
  const together = answersOf(asked, schedule, 1);
  expect(together.map(({ verdict }) => verdict)).toEqual(['worse', 'same', 'same', 'same']);
  expect(together.slice(1)).toEqual(alone.slice(1));
  expect(alone[0]?.blocks).toBe(12);
  expect(together[0]?.blocks).toBe(16);
});

test('a family alarms where any of its endpoints does', () => {
  expect(familiesOf([group({})], schedule, 5)).toMatchObject({ alarms: 0, blocks: 24, series: 1 });
  const differing = { factor: 1.2, pairs: 2, spread: 0.05 };
  expect(familiesOf([group({}), group(differing)], schedule, 5)?.alarms).toBe(1);
  expect(familiesOf([group(differing, 'worse')], schedule, 5)).toBeNull();
});

test('families that share their blocks are less than one', () => {
  const [goal] = goalsOf([], familiesOf([group({})], schedule, 5)).filter(({ reached }) => reached !== null);
  expect(goal).toMatchObject({ aim: 0.005, most: true, reached: 0, independent: 24 / 160, low: 0 });
  expect(goal?.high).toBeGreaterThan(0.99);
});
