import type { GateSchedule } from '../../src/record/gate.ts';
import { shuffled } from '../../src/statistics/shuffled.ts';
import { uniformFrom } from '../../src/statistics/uniform.ts';
import { answersOf, type Asked } from './answer.ts';
import type { Group } from './groups.ts';
import { drawn } from './resample.ts';

/** So many are gated together, which is a family. */
export const endpoints = 20;

/** What whole gates say of identical code. */
export interface Families {
  /** Share of them in which any endpoint is worse or better. */
  readonly alarms: number;
  /** How many were decided. */
  readonly count: number;
  /** Blocks that a family takes, and that there are; and of how many recorded queries and routes. */
  readonly each: number;
  readonly blocks: number;
  readonly series: number;
}

const seed = 1;

/**
 * Gates over many endpoints that did not change, each family judged as one: its endpoints are recordings of identical code,
 * quiet or not, dealt as from a pack of cards, and their blocks are drawn anew.
 *
 * @returns null where nothing of that kind was recorded
 */
export function familiesOf(groups: readonly Group[], schedule: GateSchedule, count: number): Families | null {
  const series = groups.filter(({ expected }) => expected === 'same').flatMap((group) => group.series);
  if (series.length === 0) return null;
  const random = uniformFrom(seed);
  const most = Math.max(...schedule.looks);
  const decided = Array.from({ length: count }, (_, i) => {
    const pack = shuffled(series, random);
    const asked = Array.from({ length: endpoints }, (_, n) => pack[n % pack.length]).flatMap(
      (one, n): readonly Asked[] =>
        one === undefined
          ? []
          : [{ subject: { ...one.subject, name: `${n}` }, blocks: drawn(one.blocks, most, random) }],
    );
    return answersOf(asked, schedule, i);
  });
  const alarmed = decided.filter((answers) =>
    answers.some(({ verdict }) => verdict === 'worse' || verdict === 'better'),
  );
  const taken = decided.flat().reduce((sum, { blocks }) => sum + blocks, 0);
  return {
    alarms: alarmed.length / decided.length,
    count: decided.length,
    each: taken / decided.length,
    blocks: series.reduce((sum, { blocks }) => sum + blocks.length, 0),
    series: series.length,
  };
}
