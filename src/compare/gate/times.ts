import type { GateRecord, GateSchedule } from '../../record/gate.ts';
import {
  fewestAnswers,
  quantileEffects,
  typicalQuantile,
  usable,
  type GateQuantile,
  type Unit,
} from '../../statistics/bursts.ts';
import type { MetricDecision } from '../../statistics/gate.ts';
import type { Interval } from '../../statistics/interval.ts';
import { quantile } from '../../statistics/quantile.ts';
import { decide } from '../../statistics/sequential.ts';
import { changeInterval, changeSpan } from '../change.ts';
import { evidence } from '../evidence.ts';
import { plural } from '../words.ts';
import type { Examined } from './examine.ts';
import type { GateTimes } from './judgement.ts';
import { fewestUnits } from './units.ts';

/** The times of a query or route, base against head; empty where it was not timed. */
export function timesOf(examined: Examined, gate: GateRecord): readonly GateTimes[] {
  if (examined.units.length === 0) return [];
  const { decision } = examined;
  return [
    ofQuantile(examined, 'p50', decision.p50, gate),
    ofQuantile(examined, 'p95', decision.p95, gate),
    ...ofTail(examined, gate),
  ];
}

/** p99 takes ten times the requests, so that nobody judges it; none where it would be the greatest of each burst. */
function ofTail(examined: Examined, gate: GateRecord): readonly GateTimes[] {
  const { units } = examined;
  const { schedule } = gate;
  const limits = { effect: schedule.effect, tolerance: schedule.tolerance, rounds: fewestUnits };
  const head = typicalQuantile(units, 'head', 'p99');
  if (Number.isNaN(head.estimate)) return [];
  const base = typicalQuantile(units, 'base', 'p99');
  const decision = decide(quantileEffects(units, 'p99'), schedule, limits);
  const judged = { decision, limits, gated: false, base, head, growth: null, limit: null };
  return [ofQuantile(examined, 'p99', judged, gate)];
}

function ofQuantile(
  { units, invalid }: Examined,
  metric: GateQuantile,
  judged: MetricDecision,
  { schedule }: GateRecord,
): GateTimes {
  const { decision, gated } = judged;
  const reason = invalid ?? (gated ? tooFewAnswers(units, metric, decision.rounds) : null);
  const compared = decision.rounds > 0;
  const said = (reason: string | null) => {
    if (reason !== null) return { verdict: 'invalid' as const, sentence: reason };
    if (!compared) return { verdict: null, sentence: 'the base was not timed at the same moments' };
    if (gated) return { verdict: decision.verdict, sentence: timeEvidence(judged, schedule) };
    const why = metric === 'p99' ? 'reported only' : 'no budget holds it against the base';
    return {
      verdict: null,
      sentence: `${changeInterval(decision.ratio)} over ${plural(decision.rounds, schedule.unit)}; ${why}`,
    };
  };
  return {
    metric,
    base: bounded(judged.base),
    head: bounded(judged.head),
    ratio: compared ? decision.ratio : null,
    ...said(reason),
    blocks: decision.rounds,
    pairs: units.reduce((sum, unit) => sum + usable(unit, metric).length, 0),
    detectable: decision.detectable,
  };
}

/** "12.0 % slower (8.1 … 16.3) over 12 blocks". */
function timeEvidence({ decision, limits }: MetricDecision, { unit }: GateSchedule): string {
  return evidence(decision, { limits, unit });
}

/** The same for a budget, which is kept where more than is tolerated is excluded, better or the same. */
export function growthEvidence(judged: MetricDecision, schedule: GateSchedule): string {
  const { verdict, ratio, rounds } = judged.decision;
  return verdict === 'unclear' && judged.growth === 'kept'
    ? `not slower than is allowed: ${changeSpan(ratio)} over ${plural(rounds, schedule.unit)}`
    : timeEvidence(judged, schedule);
}

/** Where it is the size of the bursts that there is no verdict for; null where it is not. */
export function tooFewAnswers(units: readonly Unit[], metric: GateQuantile, rounds: number): string | null {
  if (rounds >= fewestUnits || rounds === units.length) return null;
  const sizes = units
    .flat()
    .flatMap(({ base, head }) => [base.micros.length, head.micros.length])
    .filter((size) => size > 0);
  const typical = Math.floor(quantile(sizes, 0.5));
  if (typical >= fewestAnswers[metric]) return null;
  return (
    `${plural(typical, 'answer')} in a burst ${typical === 1 ? 'is' : 'are'} too few: ` +
    `a ${metric} takes ${fewestAnswers[metric]}; ask for more in each burst`
  );
}

function bounded(interval: Interval): Interval | null {
  return Number.isNaN(interval.estimate) ? null : interval;
}
