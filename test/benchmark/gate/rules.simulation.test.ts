import { expect, test } from 'vitest';
import { earliest } from '../../../benchmark/gate/limits.ts';
import { asShipped, matched, noiseOf, partsOf } from '../../../benchmark/gate/noise.ts';
import { rules } from '../../../benchmark/gate/rules/index.ts';
import { slowedDown } from '../../../benchmark/gate/series.ts';
import { gatedSuite } from '../../../benchmark/gate/suite.ts';
import { settings } from '../../../benchmark/gate/settings.ts';
import { layoutFor } from '../../../src/run/gate/layout.ts';
import { misfitsOf } from '../../../src/suite/check.ts';
import { aSeries } from './support.ts';

const quiet = { restarts: 0.0001, pairs: 5, seed: 7 };

for (const { name, judge } of rules) {
  test(`${name} says worse of a head that is half as slow again`, () => {
    const { blocks } = slowedDown(aSeries(quiet), 1.5);
    expect(judge({ blocks: blocks.slice(0, 8), recorded: blocks })).toBe('worse');
  });

  test(`${name} says same where both sides are the very same`, () => {
    const { blocks } = aSeries(quiet);
    const alike = blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map(({ base }) => ({ base, head: base })),
    }));
    expect(judge({ blocks: alike.slice(0, 8), recorded: alike })).toBe('same');
  });
}

test('a request beside the same request shows by how much each is slower', () => {
  const { blocks } = aSeries();
  const slower = blocks[0]?.pairs.map(({ base }) => ({
    base,
    head: { ...base, micros: base.micros.map((time) => 2 * time) },
  }));
  expect(matched(slower ?? [])).toBeCloseTo(Math.log(2), 9);
});

test('the variance of blocks is told from that of their pairs', () => {
  const many = aSeries({ blocks: 400, pairs: 4, restarts: 0.05, answers: 100, spread: 0.2, median: 0.001 });
  const { between, within, best } = partsOf([many], 'p50');
  // Two processes of 0.05 each.
  expect(Math.sqrt(between)).toBeGreaterThan(0.06);
  expect(Math.sqrt(between)).toBeLessThan(0.08);
  expect(Math.sqrt(within)).toBeLessThan(0.05);
  expect(best).toBeGreaterThan(0);
  const noise = noiseOf([many], asShipped('p50'));
  expect(noise ** 2 / (between + within / 4)).toBeGreaterThan(0.9);
  expect(noise ** 2 / (between + within / 4)).toBeLessThan(1.1);
});

test.each(settings.map((setting) => [setting.id, setting] as const))(
  'the suite of %s is in order',
  (_, setting) => {
    const schema = 'scenarios/api/after.sql';
    const base = gatedSuite(setting, 'base', schema);
    expect(misfitsOf(gatedSuite(setting, 'head', schema), process.cwd())).toEqual([]);
    expect(misfitsOf(base, process.cwd())).toEqual([]);
    expect(base.targets?.['after']?.env).not.toHaveProperty('FAULT');
  },
);

test('the more share α, the later the first look at which anything can be found', () => {
  const schedule = { ...layoutFor(true, 300), looks: [8, 12, 24] };
  expect(earliest({ ...schedule, spending: 'pocock', alpha: 0.02 }, 1)).toBe(8);
  expect(earliest({ ...schedule, spending: 'pocock', alpha: 0.02 }, 2)).toBe(12);
  expect(earliest({ ...schedule, alpha: 0.02 }, 100)).toBe(24);
});
