import type { Run, Warning } from '../record/run.ts';
import { timeThatEnded } from '../record/search-end.ts';
import { isUnknown, type Searches } from './capacity.ts';
import type { ExperimentJudgement } from './judgement.ts';
import type { LoadJudgement } from './load-judgement.ts';
import { moreRounds } from './more-rounds.ts';
import { capital, factor, list, plural } from './words.ts';

/** Everything that weakens a result: what the run warned of itself, and what its record shows. */
export function warningsOf(
  run: Run,
  experiments: readonly ExperimentJudgement[],
  loads: readonly LoadJudgement[],
  searches: readonly Searches[],
): readonly Warning[] {
  return [
    ...run.warnings,
    ...busyMachine(run),
    ...experiments.flatMap((judged) => outOfTime(run, judged)),
    ...loads.flatMap(invalidLoad),
    ...searches.flatMap(wideBracket),
    ...searches.flatMap(brokenSearch),
  ];
}

/** Share of all cores from which on what others do is more than a machine at rest has to. */
const restless = 0.25;

function busyMachine({ environment: { busy = 0, cores } }: Run): readonly Warning[] {
  if (busy <= restless * cores) return [];
  return [
    {
      about: 'machine',
      sentence: `Others kept ${busy.toFixed(1)} of its ${plural(cores, 'core')} busy just before the run: what they did may be in the times`,
      remedy: 'Run again when it is quiet',
    },
  ];
}

/** Comparisons that were still open when the clock, and not the last look, ended them. */
function outOfTime({ schedule, experiments }: Run, judged: ExperimentJudgement): readonly Warning[] {
  const last = schedule.looks.at(-1) ?? 0;
  const record = experiments.find(({ id }) => id === judged.id);
  if (record?.complete !== true) return [];
  const open = judged.variants.flatMap(({ variant, comparisons }) =>
    comparisons
      .filter(({ timeWasUp }) => timeWasUp)
      .map((comparison) => ({
        comparison,
        title: record.variants.find(({ id }) => id === variant)?.title ?? variant,
      })),
  );
  if (open.length === 0) return [];
  const left = open.map(
    ({ title, comparison }) => `${title} for ${comparison.class} after ${comparison.rounds}`,
  );
  return [
    {
      about: judged.id,
      sentence: `The time for rounds was over before all ${last} were taken, and left unclear: ${list(left)}`,
      remedy: moreRounds(
        judged,
        open.map(({ comparison }) => comparison),
      ),
    },
  ];
}

function invalidLoad({ scenario, driver, invalid }: LoadJudgement): readonly Warning[] {
  if (invalid === null) return [];
  return [
    {
      about: `${scenario} (${driver})`,
      sentence: `Its rounds are invalid, so that nothing is told from their times (${invalid.sentence})`,
      remedy: capital(invalid.remedy),
    },
  ];
}

/** Searches for the capacity whose time ended before the knee was found to within what was asked for. */
function wideBracket({ scenario, sides, cutOff }: Searches): readonly Warning[] {
  if (cutOff === null) return [];
  const known = sides
    .filter(({ side }) => cutOff.sides.includes(side))
    .map(({ side, knee: { holds, breaks } }) =>
      holds === null || breaks === null
        ? `${side} at one end only`
        : `${side} to within a factor of ${factor(breaks / holds)}`,
    );
  return [
    {
      about: `capacity of ${scenario.id}`,
      sentence: `The search was cut off by its time, so that what is carried is known of ${list(known)}`,
      remedy: `\`${cutOff.command}\` would narrow it`,
    },
  ];
}

/** Searches that ended with an attempt that was invalid. */
function brokenSearch({ scenario, sides }: Searches): readonly Warning[] {
  return sides.flatMap(({ side, ended, remedy, knee }) => {
    if (ended === null || timeThatEnded(ended) !== null) return [];
    if (remedy === null && !isUnknown(knee)) return [];
    return [
      {
        about: `capacity of ${scenario.id}`,
        sentence: `The search for ${side} ended early: ${ended}`,
        remedy: capital(remedy ?? 'find out why, and run again'),
      },
    ];
  });
}
