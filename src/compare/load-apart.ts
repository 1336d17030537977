import type { LoadRound } from '../record/load-round.ts';
import type { LoadRecord } from '../record/load.ts';
import type { Run } from '../record/run.ts';
import { apart, otherData, overRounds, ratioApart, verdictApart } from './apart.ts';
import type { LoadMetric } from './load-judgement.ts';
import { typicalValue, valueOf, verdictOn } from './load-metrics.ts';
import { mostInvalid, reasonsOf, tooFewAnswers } from './load-rounds.ts';
import type { LoadChange, LoadMetricChange } from './run-comparison.ts';
import { percent, range } from './words.ts';

/** What of a load is followed from run to run. */
const followed: readonly LoadMetric[] = ['requests/s', 'p50', 'p95'];

/**
 * How each side did under the loads that both runs have, by the rule for runs that were taken apart. A run has other
 * processes of the APIs than the other, so that this too is for the trend alone.
 */
export function loadChanges(before: Run, after: Run, sameData: boolean): readonly LoadChange[] {
  return after.loads.flatMap((is) => {
    const was = before.loads.find((load) => loadName(load) === loadName(is));
    return was === undefined ? [] : sideChanges(was, is, sameData);
  });
}

/** "browse (k6)": one scenario may run on both drivers. */
export function loadName({ scenario, driver }: LoadRecord): string {
  return `${scenario.id} (${driver})`;
}

function sideChanges(was: LoadRecord, is: LoadRecord, sameData: boolean): readonly LoadChange[] {
  const known = new Set(was.sides.map(({ id }) => id));
  const other = !sameData
    ? otherData
    : askedFor(was) === askedFor(is)
      ? null
      : 'not compared: the load is another';
  return is.sides
    .filter(({ id }) => known.has(id))
    .map(({ id }) => ({
      scenario: is.scenario.id,
      driver: is.driver,
      side: id,
      timeout: is.scenario.timeout,
      metrics: followed.map((metric) => metricChange(metric, roundsOf(was, id), roundsOf(is, id), other)),
    }));
}

/** Whatever decides what the APIs had to do. */
function askedFor({ scenario: { pacing, requests, timeout } }: LoadRecord): string {
  const routes = requests.map(({ name, method, path, weight }) => [name, method, path, weight]);
  return JSON.stringify([pacing, routes, timeout]);
}

function roundsOf({ rounds }: LoadRecord, side: string): readonly LoadRound[] {
  return rounds.filter((round) => round.side === side);
}

function metricChange(
  metric: LoadMetric,
  was: readonly LoadRound[],
  is: readonly LoadRound[],
  other: string | null,
): LoadMetricChange {
  const [before, after] = [valuesOf(was, metric), valuesOf(is, metric)];
  const ratio = ratioApart(before.map(Math.log), after.map(Math.log));
  const seen = { metric, before: typicalValue(before), after: typicalValue(after), ratio };
  const invalid = other ?? whyInvalid('before', was, metric) ?? whyInvalid('after', is, metric);
  if (invalid !== null) return { ...seen, verdict: 'invalid', sentence: invalid };
  const verdict = verdictOn(metric, verdictApart(ratio));
  const none = verdict === 'same' ? `no change beyond ${percent(apart.effect)}: ` : '';
  const open = verdict === 'unclear' ? 'cannot tell: ' : '';
  const over = overRounds(before.length, after.length);
  return { ...seen, verdict, sentence: `${none}${open}${range(ratio)} times as much ${over}` };
}

/** Of the rounds that may be read; of all of them where none may, to be shown and judged by nobody. */
function valuesOf(rounds: readonly LoadRound[], metric: LoadMetric): readonly number[] {
  const good = rounds.filter((round) => reasonsOf(round).length === 0);
  // Neither of these metrics is a share of the machine's cores.
  return (good.length === 0 ? rounds : good).flatMap((round) => valueOf(round, metric, 1, null) ?? []);
}

function whyInvalid(
  when: 'before' | 'after',
  rounds: readonly LoadRound[],
  metric: LoadMetric,
): string | null {
  const bad = rounds.flatMap((round) => reasonsOf(round).slice(0, 1));
  const [first] = bad;
  if (rounds.length === 0) return `not compared: no round was measured ${when}`;
  if (first !== undefined && bad.length > mostInvalid * rounds.length) {
    return `not compared: ${when}, ${first.sentence}`;
  }
  const few = tooFewAnswers(rounds, metric, null);
  if (few !== null) return `not compared: ${when}, ${few}`;
  return valuesOf(rounds, metric).some((value) => !Number.isFinite(value) || value <= 0)
    ? `not compared: ${when}, some rounds took longer than the time-out, or answered nothing`
    : null;
}
