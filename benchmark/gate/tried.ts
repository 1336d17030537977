import { answers } from './decisions.ts';
import type { Group } from './groups.ts';
import { asShipped, noiseOf } from './noise.ts';
import { tally, type Tally } from './tally.ts';
import { variants } from './variants.ts';

/** What a variant makes of one group. */
export interface Tried {
  readonly name: string;
  /** Standard deviation of ln(head / base) from block to block. */
  readonly noise: { readonly p50: number; readonly p95: number };
  /** By the key of the group. */
  readonly tallies: Readonly<Record<string, Tally>>;
}

/** All variants on the same recordings; the noise is that of the first group. */
export function tried(groups: readonly Group[], count: number): readonly Tried[] {
  return variants.map(({ name, change, schedule, allowed }) => {
    const changed = groups.map((group) => ({ ...group, series: group.series.map(change) }));
    const series = changed[0]?.series ?? [];
    return {
      name,
      noise: { p50: noiseOf(series, asShipped('p50')), p95: noiseOf(series, asShipped('p95')) },
      tallies: Object.fromEntries(
        changed.map((group) => [group.key, tally(answers(group, schedule, count, allowed))]),
      ),
    };
  });
}
