import type { GateRecord } from '../../record/gate.ts';
import type { MetricDecision } from '../../statistics/gate.ts';
import type { Interval } from '../../statistics/interval.ts';
import { neededForLimit } from '../../statistics/settlement.ts';
import { remedy } from '../evidence.ts';
import { factor, percent, plural, range, tooFew } from '../words.ts';
import { figure, lossInWords, rateInWords } from './allowed.ts';
import type { Examined } from './examine.ts';
import { alike, type Draft, type Finding } from './finding.ts';
import { limitFinding, withoutTimes } from './time-checks.ts';

/** Requests per second of the head divided by the base's, from a decision on the time that each takes. */
export function rateRatio({ decision: { ratio, rounds } }: MetricDecision): Interval | null {
  if (rounds === 0) return null;
  return { estimate: 1 / ratio.estimate, low: 1 / ratio.high, high: 1 / ratio.low };
}

/** Budgets of requests per second. */
export function rateDrafts(examined: Examined, gate: GateRecord): readonly Draft[] {
  const { allowed, decision } = examined;
  if (gate.mode === 'exact' || allowed.throughput === null) return [];
  const { base, head } = decision.throughput;
  return [
    {
      metric: 'throughput',
      base: Number.isNaN(base.estimate) ? null : base.estimate,
      head: Number.isNaN(head.estimate) ? null : head.estimate,
      change: rateRatio(decision.throughput),
      findings: [...lossFindings(examined, gate), ...floorFindings(examined, gate)],
    },
  ];
}

function lossFindings(examined: Examined, { mode, schedule }: GateRecord): readonly Finding[] {
  const { state, invalid, allowed, decision } = examined;
  const loss = allowed.throughput?.loss ?? null;
  if (loss === null || mode === 'baseline') return [];
  const words = [lossInWords(loss)];
  const early = withoutTimes(examined, words);
  if (early !== null) return early;
  if (state.kind === 'new') return alike(words, 'kept', state.sentence);
  if (invalid !== null) return alike(words, 'invalid', invalid);
  return alike(
    words,
    decision.throughput.growth ?? 'unclear',
    rateEvidence(decision.throughput, schedule.unit),
  );
}

function rateEvidence(judged: MetricDecision, unit: string): string {
  const { decision, limits, growth } = judged;
  const ratio = rateRatio(judged);
  const over = `over ${plural(decision.rounds, unit)}`;
  if (ratio === null || decision.rounds < limits.rounds) {
    return `cannot tell: ${tooFew(decision.rounds, unit, limits.rounds)}`;
  }
  const rates = `${factor(ratio.estimate)}× the requests per second (${range(ratio)}) ${over}`;
  if (decision.verdict === 'same') return `no change beyond ${percent(limits.tolerance)}: ${rates}`;
  return growth === 'unclear' ? `cannot tell: ${rates}${remedy(decision, unit)}` : rates;
}

function floorFindings(examined: Examined, { schedule }: GateRecord): readonly Finding[] {
  const { units, invalid, allowed, decision } = examined;
  const atLeast = allowed.throughput?.atLeast ?? null;
  if (atLeast === null) return [];
  const words = rateInWords(atLeast);
  const early = withoutTimes(examined, [words]);
  if (early !== null) return early;
  if (invalid !== null) return alike([words], 'invalid', invalid);
  const { head, limit } = decision.throughput;
  const value = `${figure(head.estimate)}/s (${figure(head.low)} … ${figure(head.high)})`;
  const needed = neededForLimit(head, atLeast, units.length, schedule);
  const over = { units: units.length, unit: schedule.unit, needed };
  return [limitFinding(words, limit ?? 'unclear', value, over)];
}
