import type { Driver } from '../record/load-round.ts';
import type { Warning } from '../record/run.ts';
import type { Interval, Verdict } from './judgement.ts';
import type { LoadMetric } from './load-judgement.ts';

/** What repeats exactly from run to run over the same data, so that one value is enough to see a change. */
type Metric = 'statements' | 'runs' | 'answers' | 'plan' | 'buffers' | 'rows' | 'index bytes';

/** An exact metric that is not as it was. */
export interface ExactChange {
  readonly metric: Metric;
  /** What it is about: "custom plan", "generic plan of statement 2"; empty where the metric says it all. */
  readonly where: string;
  /** Blocks, rows, bytes or words; null where there was none. */
  readonly before: number | string | null;
  readonly after: number | string | null;
}

/** Times of two runs that were not taken at the same moment. */
export interface TimeChange {
  /** Typical time of one execution in each run, in seconds. */
  readonly before: Interval;
  readonly after: Interval;
  /** After divided by before. */
  readonly ratio: Interval;
  readonly verdict: Verdict;
  readonly sentence: string;
}

/** A metric of a side under the same load in two runs: requests per second, or seconds. */
export interface LoadMetricChange extends TimeChange {
  readonly metric: LoadMetric;
}

export interface LoadChange {
  readonly scenario: string;
  readonly driver: Driver;
  readonly side: string;
  /** After which a request counts as timed out, in seconds. */
  readonly timeout: number;
  readonly metrics: readonly LoadMetricChange[];
}

interface ClassChange {
  readonly class: string;
  readonly exact: readonly ExactChange[];
  /** null where it was not timed in both runs. */
  readonly time: TimeChange | null;
}

export interface VariantChange {
  readonly variant: string;
  readonly exact: readonly ExactChange[];
  /** The classes that both runs have. */
  readonly classes: readonly ClassChange[];
}

export interface ExperimentChange {
  readonly id: string;
  /** The variants that both runs have, the baseline among them. */
  readonly variants: readonly VariantChange[];
}

/** What changed from one saved run to another: a pure function of the two records. */
export interface RunComparison {
  /** The whole in one sentence. */
  readonly headline: string;
  readonly before: { readonly id: string; readonly startedAt: string; readonly commit: string | null };
  readonly after: { readonly id: string; readonly startedAt: string; readonly commit: string | null };
  /** In which circumstances the runs differ, and what weakens the comparison for that. */
  readonly warnings: readonly Warning[];
  /** The experiments that both runs have. */
  readonly experiments: readonly ExperimentChange[];
  /** Sides of the loads that both runs have. */
  readonly loads: readonly LoadChange[];
  /** Experiments, variants, classes, loads and their sides that only one of the runs has: "orders/list · index". */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}
