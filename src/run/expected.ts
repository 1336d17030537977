import { timesOf } from '../load/pacing.ts';
import { budgetOf } from '../measure/context.ts';
import type { Schedule } from '../record/run.ts';
import type { Experiment } from '../suite/experiment.ts';
import { besideRound } from './beside-round.ts';
import type { CapacityRequest } from './capacity.ts';
import { warmUpRounds, type LoadRequest } from './load.ts';
import { pointTimes } from './point-times.ts';

/** Seconds that something takes: the fewest, where it may end early, and the most. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/**
 * What nothing in a request tells, in seconds, as it was seen on two cores. Statements that take longer than a round
 * make an experiment longer, and nobody knows them before they are run.
 */
const seen = {
  /** A clone of the data, with SQL that takes no time to speak of. */
  clone: 0.4,
  /** Plans of one variant in one class. */
  plans: 0.1,
  /** One variant's part of a round. */
  part: 0.05,
  /** Counting what a request of each route costs, for one side. */
  counting: 3,
};

/** Most classes are settled at the first look, and hardly any at the last: how far towards it they come on average. */
const beyondFirstLook = 1 / 16;

/** About how long an experiment takes, in seconds. */
export function experimentSeconds(
  { variants, parameters }: Pick<Experiment, 'variants' | 'parameters'>,
  { looks }: Schedule,
): number {
  const [sides, classes] = [Object.keys(variants).length, Object.keys(parameters).length];
  const { answers, round } = budgetOf({});
  const [first = 0, last = first] = [looks[0], looks.at(-1)];
  const rounds = first + (last - first) * beyondFirstLook;
  const climbing = classes * sides * (answers + seen.plans);
  const timing = classes * rounds * Math.max(round, sides * seen.part);
  return sides * seen.clone + climbing + timing;
}

/**
 * About how long a load takes: all its rounds, as short as they may be, or as long on one side, which is slow; or a pair
 * of them where the APIs collapse. Connections that send only what is answered ask for too much of none.
 */
export function loadSeconds({ scenario, driver, rounds }: LoadRequest, sides: number): Span {
  const { seconds, longest, settle, timeout } = timesOf(scenario);
  const beside = settle + besideRound[driver];
  const warmUp = warmUpRounds(scenario) * (seconds + beside);
  const collapsed = sides * (seen.counting + seconds + beside + timeout);
  const least = sides * (seen.counting + warmUp + rounds * (seconds + beside));
  const most = least + rounds * (longest - seconds);
  return { least: 'saturation' in scenario ? least : Math.min(collapsed, least), most };
}

/**
 * About how long a search takes: each side is saturated once, then searched until its time is over, by rates of which
 * the last may break, and then waits for what is not answered.
 */
export function capacitySeconds(
  { scenario, limit, seconds: searched }: CapacityRequest,
  sides: number,
): number {
  const { seconds, settle, timeout } = pointTimes(scenario, limit, searched);
  return sides * (settle + seconds + besideRound.k6 + searched + timeout / 2);
}
