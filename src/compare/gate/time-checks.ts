import type { GateRecord } from '../../record/gate.ts';
import type { MetricDecision } from '../../statistics/gate.ts';
import { neededForLimit, type Settlement } from '../../statistics/settlement.ts';
import type { Interval } from '../../statistics/interval.ts';
import { remedy } from '../evidence.ts';
import { duration } from '../quantities.ts';
import { plural } from '../words.ts';
import { growthInWords, timeInWords } from './allowed.ts';
import type { Examined } from './examine.ts';
import { alike, type Draft, type Finding } from './finding.ts';
import type { Stalls } from './judgement.ts';
import { stallsInWords } from './stalls.ts';
import { growthEvidence, tooFewAnswers } from './times.ts';
import { untimedAlone } from './validity.ts';

/** Budgets of p50 and p95. */
export function timeDrafts(examined: Examined, gate: GateRecord): readonly Draft[] {
  if (gate.mode === 'exact') return [];
  return (['p50', 'p95'] as const).flatMap((metric) => {
    const judged = examined.decision[metric];
    const { decision, base, head } = judged;
    return examined.allowed[metric] === null
      ? []
      : {
          metric,
          base: estimateOf(base),
          head: estimateOf(head),
          change: decision.rounds === 0 ? null : decision.ratio,
          findings: [
            ...growthFindings(examined, metric, judged, gate),
            ...limitFindings(examined, metric, judged, gate),
          ],
        };
  });
}

type Quantile = 'p50' | 'p95';

function growthFindings(
  examined: Examined,
  metric: Quantile,
  judged: MetricDecision,
  gate: GateRecord,
): readonly Finding[] {
  const { state, units, invalid, allowed } = examined;
  const growth = allowed[metric]?.growth ?? null;
  if (growth === null || gate.mode === 'baseline') return [];
  const words = [growthInWords(growth)];
  const early = withoutTimes(examined, words);
  if (early !== null) return early;
  if (state.kind === 'new') return alike(words, 'kept', state.sentence);
  const reason = invalid ?? tooFewAnswers(units, metric, judged.decision.rounds);
  if (reason !== null) return alike(words, 'invalid', reason);
  const sentence = growthEvidence(judged, gate.schedule);
  const stalls = metric === 'p95' && judged.growth !== 'broken' ? stallsBeyond(examined, growth) : null;
  if (stalls?.alarm) return alike(words, 'broken', `${stallsInWords(stalls)}; burst by burst: ${sentence}`);
  if (stalls && judged.growth === 'kept') {
    const more = `${stalls.needed} ${gate.schedule.unit}s would tell`;
    return alike(
      words,
      'unclear',
      `cannot tell: ${stallsInWords(stalls)}; ${more}; burst by burst: ${sentence}`,
    );
  }
  return alike(words, judged.growth ?? 'unclear', sentence);
}

/** Where the state of the whole query or route settles it, whatever the times. */
export function withoutTimes({ state }: Examined, words: readonly string[]): readonly Finding[] | null {
  if (state.kind === 'gone') return [];
  if (state.kind === 'fails') return alike(words, 'broken', state.sentence);
  return state.kind === 'neither' ? alike(words, 'invalid', state.sentence) : null;
}

/**
 * Stalls that break a budget, or of which too few blocks say whether they do. They alarm from a ratio on that is the
 * schedule's; who allows more growth than that allows it to stalls too.
 */
function stallsBeyond({ stalls }: Examined, growth: number): Stalls | null {
  if (stalls === null || stalls.ratio <= 1 + growth) return null;
  return stalls.alarm || stalls.needed !== null ? stalls : null;
}

function limitFindings(
  examined: Examined,
  metric: Quantile,
  { head, limit }: MetricDecision,
  { schedule }: GateRecord,
): readonly Finding[] {
  const { units, invalid, allowed } = examined;
  const atMost = allowed[metric]?.atMost ?? null;
  if (atMost === null) return [];
  const words = timeInWords(atMost);
  const early = withoutTimes(examined, [words]);
  if (early !== null) return early;
  const reason = invalid ?? (Number.isNaN(head.estimate) ? tooFewAnswers(units, metric, 0) : null);
  if (reason !== null) return alike([words], 'invalid', reason);
  const value = `${duration(head.estimate)} (${duration(head.low)} … ${duration(head.high)})`;
  const needed = neededForLimit(head, atMost, units.length, schedule);
  const over = { units: units.length, unit: schedule.unit, needed };
  return [limitFinding(words, limit ?? 'unclear', value, over)];
}

/** What a limit was held against, and about how many units in all would tell; null where that cannot be said. */
interface Over {
  readonly units: number;
  readonly unit: string;
  readonly needed: number | null;
}

/** How a limit in itself is kept: "182 ms (179 ms … 185 ms) over 12 blocks"; where that is open, what is in the way. */
export function limitFinding(
  allowed: string,
  outcome: Settlement,
  value: string,
  { units, unit, needed }: Over,
): Finding {
  if (units === 0) return { allowed, outcome: 'unclear', sentence: untimedAlone };
  const found = `${value} over ${plural(units, unit)}`;
  if (outcome !== 'unclear') return { allowed, outcome, sentence: found };
  const more = remedy({ needed }, unit) || `; more ${unit}s would narrow it`;
  return { allowed, outcome, sentence: `cannot tell: ${found} is on either side of ${allowed}${more}` };
}

function estimateOf({ estimate }: Interval): number | null {
  return Number.isNaN(estimate) ? null : estimate;
}
