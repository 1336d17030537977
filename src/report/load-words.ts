import type { LoadComparison, LoadMetric } from '../compare/load-judgement.ts';
import type { Interval } from '../compare/judgement.ts';
import type { PacingRecord } from '../record/load-round.ts';
import type { LoadRecord } from '../record/load.ts';
import { quantileOf } from '../compare/load-metrics.ts';
import { change, changeInterval, duration, percent, times, uncertainty } from './units.ts';
import { listed, plural } from './words.ts';

/** What a metric is called in a table. */
export function metricName(metric: LoadMetric): string {
  return metric === 'errors' ? 'requests that fail' : metric;
}

/** A value in its unit: "212.4/s", "1.94 s", "45.6 %"; "over 5 s" where it was longer than the time-out. */
export function metricValue(metric: LoadMetric, value: number, timeout: number): string {
  if (Number.isNaN(value)) return '–';
  if (metric === 'requests/s') return `${Number(value.toPrecision(4)).toLocaleString('en-US')}/s`;
  if (isShare(metric)) return percent(value);
  return Number.isFinite(value) ? duration(value) : `over ${duration(timeout)}`;
}

function isShare(metric: LoadMetric): boolean {
  return metric === 'errors' || metric === 'database CPU';
}

/** What is spent on a request is a time, but nothing gets faster by it. */
const ofCosts = { less: 'less', more: 'more', multiplied: 'as much' };

/** With how far its interval reaches, where that is bounded. */
export function metricWithReach(metric: LoadMetric, value: Interval, timeout: number): string {
  const shown = metricValue(metric, value.estimate, timeout);
  if (metric === 'errors' || !Number.isFinite(value.estimate) || value.estimate === 0) return shown;
  const reach = uncertainty(value, (end) => metricValue(metric, end, timeout));
  return reach === '' || reach === '± ∞' ? shown : `${shown} ${reach}`;
}

/** "2.3× as many (2.1 … 2.5)", "22.1× faster (20.3 … 24.0)"; "–" where there is nothing to compare. */
export function metricChange({ metric, change: ratio }: Pick<LoadComparison, 'metric' | 'change'>): string {
  const shown = changeInBrief({ metric, change: ratio });
  if (shown === '–' || !bounded(ratio)) return shown;
  if (metric === 'errors') return `${shown} (${points(ratio.low)} … ${points(ratio.high)})`;
  if (metric === 'database CPU per request') return changeInterval(ratio, ofCosts);
  return quantileOf(metric) === null
    ? `${shown} (${digits(ratio.low)} … ${digits(ratio.high)})`
    : changeInterval(ratio);
}

/** The same without its interval. */
export function changeInBrief({
  metric,
  change: { estimate },
}: Pick<LoadComparison, 'metric' | 'change'>): string {
  if (!Number.isFinite(estimate)) return '–';
  if (metric === 'database CPU per request') return change(estimate, ofCosts);
  if (metric === 'errors') return `${points(estimate)} points`;
  if (quantileOf(metric) !== null) return change(estimate);
  return `${digits(estimate)}× as ${metric === 'requests/s' ? 'many' : 'much'}`;
}

/** What may be less than one: two digits count. */
function digits(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}

function bounded({ low, high }: Interval): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

/** "500/s → 2,500/s (5.0×)", as it was promised. */
export function claimedChange(metric: LoadMetric, before: number, after: number): string {
  const [from, to] = [before, after].map((value) => metricValue(metric, value, Infinity));
  const gain = metric === 'requests/s' ? after / before : before / after;
  return `${from} → ${to} (${times(gain)})`;
}

/** "1,000 users who think for 1 to 3 s", "5 requests/s", "4 connections, as fast as answers come". */
export function pacingInWords(pacing: PacingRecord): string {
  if (pacing.kind === 'users') {
    const [least, most] = pacing.think;
    return `${plural(pacing.users, 'user')} who think for ${least} to ${most} s`;
  }
  if (pacing.kind === 'rate') return `${plural(pacing.rate, 'request')}/s, however long the answers take`;
  if (pacing.kind === 'ramp') return 'a rate that rises and falls';
  return `${plural(pacing.connections, 'connection')}, each as fast as answers come`;
}

/**
 * Of how many processes the rounds of each side are: ", each side in one process throughout", ", those of after of 3 processes, since it
 * was started anew in between"; nothing where that is not known.
 */
export function processesInWords({ sides, rounds }: Pick<LoadRecord, 'sides' | 'rounds'>): string {
  if (rounds.length === 0 || rounds.some(({ process }) => process === null)) return '';
  const anew = sides.flatMap(({ id }) => {
    const own = rounds.filter(({ side }) => side === id);
    const processes = new Set(own.map(({ process }) => process)).size;
    return processes > 1 ? [`those of ${id} of ${processes} processes`] : [];
  });
  if (anew.length === 0)
    return sides.length === 1 ? ', all in one process' : ', each side in one process throughout';
  return `, ${listed(anew)}, since ${anew.length === 1 ? 'it was' : 'they were'} started anew in between`;
}

/**
 * How much load a round counts: "A round counts 3 s of load"; "A round counts as much load as it takes for the answers that
 * a p95 needs, 9.1 s on before and 2 s on after,", where each side's are as long as its pace asks for.
 */
export function lengthInWords({ sides, rounds }: Pick<LoadRecord, 'sides' | 'rounds'>): string {
  const all = new Set(rounds.map(({ round }) => round.asked.seconds));
  if (all.size === 1) return `A round counts ${spanOf(rounds)} of load`;
  const each = sides.flatMap(({ id }) => {
    const own = rounds.filter(({ side }) => side === id);
    return own.length === 0 ? [] : [`${spanOf(own)} on ${id}`];
  });
  return `A round counts as much load as it takes for the answers that a p95 needs, ${listed(each)},`;
}

/** "2 s", or "9.1 s to 10.4 s". */
function spanOf(rounds: LoadRecord['rounds']): string {
  const lengths = rounds.map(({ round }) => round.asked.seconds);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return least === most ? duration(least) : `${duration(least)} to ${duration(most)}`;
}

function points(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}`.replace('-', '−');
}
