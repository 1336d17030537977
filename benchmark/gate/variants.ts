import type { Burst, GateSchedule, Pair } from '../../src/record/gate.ts';
import { quantile } from '../../src/statistics/quantile.ts';
import { noGrowth, type Allowed } from './answer.ts';
import { schedule } from './measured.ts';
import { mapPairs, type Series, type TimedBlock } from './series.ts';

/** Another way of taking or judging time, tried on what was recorded. */
export interface Variant {
  readonly name: string;
  /** The recordings as they would have been. */
  readonly change: (series: Series) => Series;
  readonly schedule: GateSchedule;
  readonly allowed: Allowed;
}

const unchanged = (series: Series): Series => series;
const taken = (name: string, change: Variant['change']): Variant => ({
  name,
  change,
  schedule,
  allowed: noGrowth,
});
const judged = (name: string, different: Partial<GateSchedule>): Variant => ({
  name,
  change: unchanged,
  schedule: { ...schedule, ...different },
  allowed: noGrowth,
});

export const variants: readonly Variant[] = [
  taken('as shipped', unchanged),
  ...[2, 4, 6].map((count) =>
    taken(`${count} pairs in a block at most`, (series) => withFirstPairs(series, count)),
  ),
  ...[100, 200].map((count) =>
    taken(`bursts of ${count} at most`, (series) => withShorterBursts(series, count)),
  ),
  taken('without pairs that were hit by something', withoutHit),
  judged('a first look after 6 blocks', { looks: [6, ...schedule.looks] }),
  judged('looks after 8, 12, 16, 24', { looks: [8, 12, 16, 24] }),
  judged('looks after 8, 11, 14, 16', { looks: [8, 11, 14, 16] }),
  judged("Pocock's spending", { spending: 'pocock' }),
  judged("Pocock's, looks after 9, 12, 16, 20", { spending: 'pocock', looks: [9, 12, 16, 20] }),
  { name: 'p95 alone is gated', change: unchanged, schedule, allowed: { ...noGrowth, p50: null } },
  { name: 'p50 alone is gated', change: unchanged, schedule, allowed: { ...noGrowth, p95: null } },
  judged('α = 0.05', { alpha: 0.05 }),
  judged('α = 0.01', { alpha: 0.01 }),
];

/** Blocks of fewer pairs, and shorter by what the others took. */
export function withFirstPairs(series: Series, count: number): Series {
  return mapBlocks(series, (block) => {
    const left = block.pairs.slice(count).map(({ base, head }) => base.seconds + head.seconds);
    const saved = left.reduce((sum, seconds) => sum + seconds, 0);
    return { ...block, pairs: block.pairs.slice(0, count), seconds: block.seconds - saved };
  });
}

/** The first requests of each burst, and the time that they took. */
export function withShorterBursts(series: Series, count: number): Series {
  const shorter = (burst: Burst): Burst => {
    const micros = burst.micros.slice(0, count);
    return { ...burst, micros, seconds: (burst.seconds * micros.length) / burst.micros.length };
  };
  const changed = mapPairs(series, (pair) => ({
    ...pair,
    base: shorter(pair.base),
    head: shorter(pair.head),
  }));
  return {
    ...changed,
    blocks: changed.blocks.map((block, i) => {
      const before = series.blocks[i];
      const saved = before === undefined ? 0 : secondsOf(before.pairs) - secondsOf(block.pairs);
      return { ...block, seconds: block.seconds - saved };
    }),
  };
}

/** So much longer than is usual in its block. */
const far = 1.25;

/** Pairs in which one side's p50 is far above what is usual in the block: which side that is makes no difference. */
export function withoutHit(series: Series): Series {
  return mapBlocks(series, (block) => {
    const slowest = block.pairs.map(({ base, head }) =>
      Math.max(quantile(base.micros, 0.5), quantile(head.micros, 0.5)),
    );
    const limit = far * quantile(slowest, 0.5);
    return { ...block, pairs: block.pairs.filter((_, i) => (slowest[i] ?? 0) <= limit) };
  });
}

function mapBlocks(series: Series, change: (block: TimedBlock) => TimedBlock): Series {
  return { ...series, blocks: series.blocks.map(change) };
}

function secondsOf(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { base, head }) => sum + base.seconds + head.seconds, 0);
}
