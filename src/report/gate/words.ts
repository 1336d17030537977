import type { Check, ExactDifference, ExactMetric, GateMetric } from '../../compare/gate/judgement.ts';
import type { Interval } from '../../compare/judgement.ts';
import type { AnswersRecord } from '../../record/experiment.ts';
import { metricValue as loadValue } from '../load-words.ts';
import { changeInterval, change, count, duration, percent, size, type Directions } from '../units.ts';
import { capital, plural, sentence } from '../words.ts';

const exactMetrics: readonly ExactMetric[] = ['statements', 'rows', 'buffers', 'walBytes'];

/** What a metric is called in a table. */
export function metricName(metric: GateMetric): string {
  return metric === 'walBytes' ? 'WAL' : metric;
}

/** A value in its unit: "12.7 ms", "212.4/s", "0.2 %", "38,112"; "–" where there is none. */
export function metricValue(metric: GateMetric, value: number | null): string {
  if (value === null) return '–';
  if (metric === 'p50' || metric === 'p95') return duration(value);
  if (metric === 'throughput') return loadValue('requests/s', value, Infinity);
  if (metric === 'errors') return percent(value);
  return metric === 'walBytes' ? size(value) : count(value);
}

const countable: Directions = { less: 'fewer', more: 'more', multiplied: 'as many' };
const measurable: Directions = { less: 'less', more: 'more', multiplied: 'as much' };

/** "19.0 % slower (17.1 … 20.9)", "50.0 % more", "12.0 % fewer (10.1 … 13.8)"; empty where nothing can be compared. */
export function metricChange(metric: GateMetric, ratio: Interval | null): string {
  if (ratio === null || Number.isNaN(ratio.estimate)) return '';
  if (metric === 'p50' || metric === 'p95') return changeInterval(ratio);
  if (ratio.estimate === 0) return 'none left';
  const directions = metric === 'walBytes' ? measurable : countable;
  // What repeats exactly has no interval.
  return ratio.low === ratio.high ? change(ratio.estimate, directions) : changeInterval(ratio, directions);
}

/** How an exact metric moved: "38.1× as many"; empty where the base had none. */
export function differenceInWords({ metric, base, head }: ExactDifference): string {
  const ratio = head / base;
  return base === 0 ? '' : metricChange(metric, { estimate: ratio, low: ratio, high: ratio });
}

/** Whether base and head say it all: what repeats exactly needs no evidence beside them. */
export function isPlain({ metric, outcome, base, head }: Check): boolean {
  return outcome === 'broken' && isExact(metric) && base !== null && head !== null;
}

function isExact(metric: GateMetric): metric is ExactMetric {
  return exactMetrics.some((exact) => exact === metric);
}

/** "12.7 ms → 15.11 ms"; empty where there is no value on either side, as for plans. */
export function fromBaseToHead({ metric, base, head }: Pick<Check, 'metric' | 'base' | 'head'>): string {
  if (base === null && head === null) return '';
  return base === null
    ? metricValue(metric, head)
    : `${metricValue(metric, base)} → ${metricValue(metric, head)}`;
}

/** A check for who sees nothing else of the gate: evidence, what is allowed, what it was and is. */
export function checkInWords(check: Check): string {
  // The evidence of what repeats exactly is these two values.
  const values = isExact(check.metric) ? '' : fromBaseToHead(check);
  const waived = check.waiver === null ? '' : ` ${waiverInWords(check.waiver)}`;
  const allowed = `Allowed: ${check.allowed}${values === '' ? '' : `; ${values}`}.`;
  return `${capital(sentence(check.sentence))} ${allowed}${waived}`;
}

/** "Waived by ana until 2026-02-28: the index comes with the next release." */
export function waiverInWords({ author, expires, reason }: NonNullable<Check['waiver']>): string {
  return `Waived by ${author} until ${expires}: ${sentence(reason)}`;
}

/** "other answers for 3 of 20 parameter sets". */
export function answersInWords({ differing, sets }: AnswersRecord): string {
  return `other answers for ${differing} of ${plural(sets, 'parameter set')}`;
}
