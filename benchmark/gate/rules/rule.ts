import { quantile } from '../../../src/statistics/quantile.ts';
import type { GateSideName } from '../../../src/record/gate.ts';
import type { TimedBlock } from '../series.ts';

/** What somebody else would have said. */
export type Said = 'worse' | 'better' | 'same';

/** What a rule is shown. */
export interface Shown {
  /** Drawn from one recording: as many as the gate takes before its first look. */
  readonly blocks: readonly TimedBlock[];
  /** The recording itself, in its order: for rules that look at another time. */
  readonly recorded: readonly TimedBlock[];
}

export interface Rule {
  readonly name: string;
  /** In a few words. */
  readonly says: string;
  readonly judge: (shown: Shown) => Said;
}

/** All times of one side together, in microseconds: by `concat`, which copies whole bursts, unlike `flatMap`. */
export function pooled(blocks: readonly TimedBlock[], side: GateSideName): readonly number[] {
  const bursts = blocks.flatMap(({ pairs }) => pairs.map((pair) => pair[side].micros));
  return new Array<number>().concat(...bursts);
}

export function p95(values: readonly number[]): number {
  return quantile(values, 0.95);
}

/** Where a test says that there is a difference: in which direction. */
export function byTest(p: number, level: number, base: number, head: number): Said {
  if (p >= level) return 'same';
  return head > base ? 'worse' : 'better';
}
