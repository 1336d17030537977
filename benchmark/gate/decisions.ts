import type { GateSchedule } from '../../src/record/gate.ts';
import { quantileEffects } from '../../src/statistics/bursts.ts';
import { hodgesLehmannInterval } from '../../src/statistics/hodges-lehmann.ts';
import { mapInterval, type Interval } from '../../src/statistics/interval.ts';
import { uniformFrom } from '../../src/statistics/uniform.ts';
import { answerOf, noGrowth, type Allowed, type Answer } from './answer.ts';
import type { Group } from './groups.ts';
import { drawn, relabelled } from './resample.ts';
import type { Rule, Said } from './rules/rule.ts';
import type { Series, TimedBlock } from './series.ts';

/** The same seed gives the same file. */
const seed = 1;

/** What is drawn for one decision. */
interface Draw {
  readonly series: Series;
  readonly blocks: readonly TimedBlock[];
  readonly random: () => number;
}

/** Decisions on a group: its series take turns, and the blocks are drawn anew for each. */
function draws({ series }: Group, count: number, blocks: number): readonly Draw[] {
  const random = uniformFrom(seed);
  return Array.from({ length: count }, (_, i) => series[i % series.length]).flatMap((one) =>
    one === undefined ? [] : { series: one, blocks: drawn(one.blocks, blocks, random), random },
  );
}

const most = ({ looks }: GateSchedule): number => Math.max(...looks);

/** The gate's answers, with the names that base and head really have. */
export function answers(
  group: Group,
  schedule: GateSchedule,
  count: number,
  allowed: Allowed = noGrowth,
): readonly Answer[] {
  return draws(group, count, most(schedule)).map(({ series, blocks }, i) =>
    answerOf(series, blocks, schedule, i, allowed),
  );
}

/** The same, where a coin says for each block which side bears which name: whatever differs by side is gone. */
export function answersByCoin(group: Group, schedule: GateSchedule, count: number): readonly Answer[] {
  return draws(group, count, most(schedule)).map(({ series, blocks, random }, i) =>
    answerOf(series, relabelled(blocks, random), schedule, i),
  );
}

/** What the gate said, or would have said, at the time: the blocks in their order, nothing drawn. */
export function answersAsRecorded({ series }: Group, schedule: GateSchedule): readonly AsRecorded[] {
  return series.map((one) => ({
    series: one,
    answer: answerOf(one, one.blocks.slice(0, most(schedule)), schedule, seed),
  }));
}

export interface AsRecorded {
  readonly series: Series;
  readonly answer: Answer;
}

/** How often a rule says what, on as many blocks as the gate takes before its first look. */
export function sharesOf(
  rule: Rule,
  group: Group,
  { looks }: GateSchedule,
  count: number,
): Readonly<Record<Said, number>> {
  const said = draws(group, count, Math.min(...looks)).map(({ series, blocks }) =>
    rule.judge({ blocks, recorded: series.blocks }),
  );
  const share = (what: Said): number => said.filter((one) => one === what).length / said.length;
  return { worse: share('worse'), better: share('better'), same: share('same') };
}

/** By how much base and head differ in all that was recorded, as the client saw it: a ratio for each series. */
export function differences({ series }: Group, quantile: 'p50' | 'p95'): readonly Interval[] {
  return series.map(({ blocks }) =>
    mapInterval(
      hodgesLehmannInterval(
        quantileEffects(
          blocks.map(({ pairs }) => pairs),
          quantile,
        ),
        0.95,
      ),
      Math.exp,
    ),
  );
}
