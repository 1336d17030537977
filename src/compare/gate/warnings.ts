import type { GateRecord, GateSubject } from '../../record/gate.ts';
import type { Run } from '../../record/run.ts';
import { inSentence, list, percent, plural, share } from '../words.ts';
import type { Examined } from './examine.ts';
import { isCutShort, type Findings } from './outcome.ts';
import { stallsInWords } from './stalls.ts';
import { fewestUnits } from './units.ts';
import { idleWaivers, unmatchedWaivers } from './waivers.ts';

/** What weakens the answer, a sentence each. */
export function warningsOf(
  found: Findings,
  examined: readonly Examined[],
  run: Run,
  gate: GateRecord,
): readonly string[] {
  return [
    ...cutShort(run, gate),
    ...ofTheMode(examined, gate),
    ...unclear(found, gate),
    ...undetectable(found, examined, gate),
    ...examined.flatMap((one) => ofSubject(one, gate)),
    ...dirty(gate),
    ...ofWaivers(found, gate),
  ];
}

function cutShort(run: Run, gate: GateRecord): readonly string[] {
  if (gate.complete) return [];
  const missing = 'Not everything was measured that was to be';
  const reason = isCutShort(run, gate) ? run.reason : null;
  if (run.status === 'failed' && reason !== null) return [`${missing}: ${reason}`];
  const why = reason === null ? '' : ` (${inSentence(reason)})`;
  return [`${missing}${why}: run again with more time (--budget).`];
}

/** What was not asked, and why. */
function ofTheMode(examined: readonly Examined[], { mode, base, schedule }: GateRecord): readonly string[] {
  const there = examined.filter(({ state }) => state.kind !== 'gone');
  const named = (is: (one: Examined) => boolean) => list(there.filter(is).map(({ record }) => record.name));
  if (mode === 'exact') {
    const timed = named(({ allowed: { p50, p95, throughput, errors } }) =>
      [p50, p95, throughput, errors].some((bound) => bound !== null),
    );
    return timed === ''
      ? []
      : [`Nothing was timed, so that the budgets of times, rates and errors of ${timed} were not checked.`];
  }
  if (mode === 'baseline') {
    const grown = named(({ allowed: { p50, p95, throughput } }) =>
      [p50?.growth, p95?.growth, throughput?.loss].some((growth) => typeof growth === 'number'),
    );
    return [
      `Times are not compared with those of ${base.from}: from one hour to the next identical code moves by more than a budget allows, so that only limits in themselves and what repeats exactly are checked.`,
      ...(grown === ''
        ? []
        : [
            `What times may grow beside the base was not checked for ${grown}: run with --base-ref, which measures both sides at the same moments.`,
          ]),
    ];
  }
  if (schedule.unit === 'block') return [];
  const unknown = named(
    ({ record, allowed: { statements, rows, buffers, walBytes, plan } }) =>
      record.head === null && [statements, rows, buffers, walBytes, plan].some((bound) => bound !== null),
  );
  return [
    `Nothing was restarted, so that the rounds are all of one pair of processes: what differs from one start to the next is not covered, and less than ${percent(schedule.effect)} is not told apart.`,
    ...(unknown === ''
      ? []
      : [
          `Nothing is known of the statements and plans of ${unknown}, so that their budgets were not checked.`,
        ]),
  ];
}

function unclear({ checks }: Findings, { onUnclear }: GateRecord): readonly string[] {
  const open = checks.filter(({ outcome }) => outcome === 'unclear').map(({ id }) => id);
  if (open.length === 0 || onUnclear === 'fail') return [];
  return [
    `${plural(open.length, 'check')} could not be told and ${open.length === 1 ? 'is' : 'are'} let through: ${list(open)}. Give the gate more time (--budget), or say --on-unclear fail.`,
  ];
}

/**
 * Budgets that allow less than the least that counts, or so little that an estimate of it would be no evidence, where more
 * than they allow is not excluded: there noise decides how much growth is found, not the budget.
 */
function undetectable(
  { checks }: Findings,
  examined: readonly Examined[],
  { mode, schedule }: GateRecord,
): readonly string[] {
  if (mode === 'baseline' || mode === 'exact') return [];
  const small = examined.flatMap(({ record, allowed, decision }) =>
    (['p50', 'p95'] as const).flatMap((metric) => {
      const growth = allowed[metric]?.growth ?? null;
      const { ratio, evidence, rounds, detectable } = decision[metric].decision;
      const open = checks.some(
        ({ kind, subject, metric: of, outcome }) =>
          kind === record.kind &&
          subject === record.name &&
          of === metric &&
          (outcome === 'kept' || outcome === 'unclear'),
      );
      if (!open || growth === null || ratio.high <= 1 + growth) return [];
      const needed = Math.max(schedule.effect, Math.sqrt(evidence.high / evidence.low));
      if (detectable !== null && needed <= 1 + growth) return [];
      const least =
        detectable === null
          ? `${plural(rounds, schedule.unit)} are too few to find any`
          : `of ${percent(detectable)}`;
      return [`${record.name} ${metric} (${share(growth)}, ${least})`];
    }),
  );
  return small.length === 0
    ? []
    : [
        `${plural(small.length, 'budget')} allow${small.length === 1 ? 's' : ''} less growth than this run could have found: ${list(small)}. Allow more, or give the gate more time (--budget).`,
      ];
}

function ofSubject(
  { record, state, allowed, units, stalls }: Examined,
  { schedule }: GateRecord,
): readonly string[] {
  const { name, answers, trouble, lost } = record;
  const otherwise = answers !== null && answers.differing > 0;
  return [
    ...(state.kind === 'gone' ? [`${name} is gone: the head does not have it.`] : []),
    ...(otherwise
      ? [
          `${name}: the head answers otherwise for ${answers.differing} of ${plural(answers.sets, 'parameter set')}, so that its times are those of other work.`,
        ]
      : []),
    ...unplanned(record),
    ...(trouble !== null && lost === null && units.length >= fewestUnits
      ? [`${name}: timing ended early, after ${plural(units.length, schedule.unit)}: ${inSentence(trouble)}.`]
      : []),
    ...(stalls?.alarm === true && typeof allowed.p95?.growth !== 'number'
      ? [`${name}: ${stallsInWords(stalls)}. No budget holds its p95 against the base.`]
      : []),
  ];
}

/** So much of a statement's text is shown. */
const shown = 60;

/** Statements without a plan, of which no budget knows; the same on both sides are told of once. */
function unplanned({ name, base, head }: GateSubject): readonly string[] {
  const texts = new Set([...(base?.unplanned ?? []), ...(head?.unplanned ?? [])]);
  if (texts.size === 0) return [];
  const some = [...texts].slice(0, 3).map((text) => `"${beginningOf(text)}"`);
  const more = texts.size > some.length ? [`${texts.size - some.length} more`] : [];
  const plans = texts.size === 1 ? 'the plan' : 'the plans';
  return [
    `${name}: ${plans} of ${list([...some, ...more])} could not be told, so that no budget of its plans can be kept.`,
  ];
}

function beginningOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= shown ? line : `${line.slice(0, shown - 1)}…`;
}

function dirty({ base, head }: GateRecord): readonly string[] {
  return Object.entries({ base, head }).flatMap(([side, { from, commit, dirty }]) =>
    dirty
      ? [
          `The ${side} (${from}) has changes that are in no commit, so that ${commit === null ? 'nobody else' : `${commit.slice(0, 7)} alone`} does not repeat this result.`,
        ]
      : [],
  );
}

function ofWaivers(found: Findings, { waivers }: GateRecord): readonly string[] {
  const [unmatched, idle] = [unmatchedWaivers(found, waivers), idleWaivers(found, waivers)];
  return [
    ...unmatched.map(
      ({ id, author }) => `The waiver of ${author} for ${id} waives nothing: there is no such check.`,
    ),
    ...idle.map(
      ({ id, author }) => `The waiver of ${author} for ${id} can go: the check is kept without it.`,
    ),
  ];
}
