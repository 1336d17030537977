import { layoutFor } from '../../src/run/gate/layout.ts';
import type { GateSchedule } from '../../src/record/gate.ts';
import type { Interval } from '../../src/statistics/interval.ts';
import type { Answer } from './answer.ts';
import {
  answers,
  answersAsRecorded,
  answersByCoin,
  differences,
  sharesOf,
  type AsRecorded,
} from './decisions.ts';
import type { Counts } from './counts.ts';
import type { Group } from './groups.ts';
import { rules } from './rules/index.ts';
import type { Said } from './rules/rule.ts';

/** Of `bench gate` without options. */
export const schedule: GateSchedule = layoutFor(true, 300);

/** All that a group was found to come to. */
export interface Measured {
  readonly group: Group;
  /** How many of its recordings were made independently, and how many blocks they have, over all series. */
  readonly recordings: number;
  readonly blocks: number;
  readonly answers: readonly Answer[];
  /** Where nothing differs. */
  readonly byCoin: readonly Answer[] | null;
  readonly asRecorded: readonly AsRecorded[];
  readonly p50: readonly Interval[];
  readonly p95: readonly Interval[];
  /** By the name of the rule. */
  readonly others: Readonly<Record<string, Readonly<Record<Said, number>>>>;
}

export function measure(group: Group, counts: Counts): Measured {
  const { series, expected } = group;
  return {
    group,
    recordings: new Set(series.map(({ id }) => id)).size,
    blocks: series.reduce((sum, { blocks }) => sum + blocks.length, 0),
    answers: answers(group, schedule, counts.gate),
    byCoin: expected === 'same' ? answersByCoin(group, schedule, counts.gate) : null,
    asRecorded: answersAsRecorded(group, schedule),
    p50: differences(group, 'p50'),
    p95: differences(group, 'p95'),
    others: Object.fromEntries(
      rules.map((rule) => [rule.name, sharesOf(rule, group, schedule, counts.others)]),
    ),
  };
}
