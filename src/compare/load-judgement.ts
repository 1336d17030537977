import type { Driver } from '../record/load-round.ts';
import type { LoadClaimRecord } from '../record/load.ts';
import type { ClaimVerdict, Interval, Verdict } from './verdict.ts';

/** What is compared under load. */
export type LoadMetric = LoadClaimRecord['metric'] | 'database CPU per request';

/** What was promised of a metric, and what that comes to. */
export interface LoadClaimJudgement {
  readonly before: number;
  readonly after: number;
  readonly verdict: ClaimVerdict;
  /** The rule that gives this verdict, in general words. */
  readonly rule: string;
  /** What meets the rule, in one sentence. */
  readonly sentence: string;
}

/** One metric of one side against the baseline's, over pairs of rounds. */
export interface LoadComparison {
  readonly metric: LoadMetric;
  /**
   * What a round typically shows: requests per second, seconds (Infinity for longer than the time-out), or a share.
   * NaN where nothing was seen.
   */
  readonly baseline: Interval;
  readonly side: Interval;
  /** The side's value divided by the baseline's at the same moment; for errors, the difference of the shares. */
  readonly change: Interval;
  readonly pairs: number;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** As a ratio above 1; null where it cannot be said. */
  readonly detectable: number | null;
  /** What else than the API keeps the value from being higher, in one sentence; null where nothing is known to. */
  readonly limit: string | null;
  readonly claim: LoadClaimJudgement | null;
}

/** A route's latencies, and what a request of it costs the database. */
export interface RouteJudgement {
  readonly name: string;
  readonly comparisons: readonly LoadComparison[];
  /** Of one request, on average; its statements repeat exactly. null where they are not known. */
  readonly costs: {
    readonly baseline: RouteCosts | null;
    readonly side: RouteCosts | null;
  };
}

export interface RouteCosts {
  /** That were averaged over: the first ones, the same for both sides. */
  readonly requests: number;
  readonly statements: number;
  readonly blocks: number;
  readonly walBytes: number;
}

/** One side against the baseline under one scenario. */
export interface LoadJudgement {
  readonly scenario: string;
  readonly driver: Driver;
  readonly baseline: string;
  readonly side: string;
  /** Those of the whole mix. */
  readonly comparisons: readonly LoadComparison[];
  readonly routes: readonly RouteJudgement[];
  /** Statements per request over the mix, by weight; null where they are not known. */
  readonly statements: { readonly baseline: number | null; readonly side: number | null };
  /** Why the times, and what was spent on them, may not be read, and what to change; null where they may. */
  readonly invalid: { readonly sentence: string; readonly remedy: string } | null;
  /** What kept the sides from answering more, as far as their CPU shows it; one sentence each. */
  readonly bottlenecks: readonly string[];
  /** Where this driver and the other disagree about the same API, beyond their intervals. */
  readonly disagreements: readonly string[];
}

/** The rate that one side carries: it holds at the one end and breaks at the other; null where no such rate was found. */
export interface Knee {
  readonly side: string;
  readonly holds: number | null;
  readonly breaks: number | null;
}

/** Searches for the capacity that ended with their time. */
export interface CutOff {
  readonly sides: readonly string[];
  /** A search that has the time. */
  readonly command: string;
}

/** How much more load a side carries than the baseline. */
export interface CapacityJudgement {
  readonly scenario: string;
  readonly baseline: Knee;
  readonly side: Knee;
  /** The side's knee divided by the baseline's: as far as the searches bracket them, which is no confidence interval. */
  readonly ratio: Interval;
  /** The share of requests that had to be answered within `seconds`. */
  readonly limit: { readonly quantile: number; readonly seconds: number };
  /** The sides whose search had no time left to narrow its bracket, and what would narrow it; null where none is. */
  readonly cutOff: CutOff | null;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** What to change where it is invalid; null where it is not, or nothing is known to help. */
  readonly remedy: string | null;
}
