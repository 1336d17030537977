import type { AnswersRecord } from '../../record/experiment.ts';
import type { Waiver } from '../../record/gate.ts';
import type { Interval, Verdict } from '../verdict.ts';

/** What a budget can be about. */
export type GateMetric =
  | 'p50'
  | 'p95'
  | 'throughput'
  | 'errors'
  | 'statements'
  | 'rows'
  | 'buffers'
  | 'walBytes'
  | 'plan';

/** Metrics that one value is enough for. */
export type ExactMetric = Extract<GateMetric, 'statements' | 'rows' | 'buffers' | 'walBytes'>;

/** What a check comes to. `broken` fails the gate; `waived` would have. */
export type CheckOutcome = 'kept' | 'broken' | 'waived' | 'unclear' | 'invalid';

/** Everything that budgets allow of one metric, held against one query or route. */
export interface Check {
  /** `route:checkout/pay:p95`: what a waiver names. */
  readonly id: string;
  readonly kind: 'query' | 'route';
  /** Of the subject: `checkout/pay`. */
  readonly subject: string;
  readonly metric: GateMetric;
  /** What is allowed, in a few words: "at most 5 % more and at most 200 ms", "at most 2", "no sequential scan on orders". */
  readonly allowed: string;
  /** In base units; null where there is none, as for plans. */
  readonly base: number | null;
  readonly head: number | null;
  /** Head divided by base; null where there is no base, or it is 0. */
  readonly change: Interval | null;
  readonly outcome: CheckOutcome;
  /** The evidence, and for `unclear` and `invalid` what would change it. */
  readonly sentence: string;
  /** Of `waived` alone. */
  readonly waiver: Waiver | null;
}

/** Times of one quantile, base against head. */
export interface GateTimes {
  readonly metric: 'p50' | 'p95' | 'p99';
  /** Typical value of a burst, in seconds; null where that side was not timed. */
  readonly base: Interval | null;
  readonly head: Interval | null;
  /** "The typical factor by which the head's p95 differs from the base's at the same moment"; null without such moments. */
  readonly ratio: Interval | null;
  /** null where it is reported only: p99, and what no budget holds against the base while others are held. */
  readonly verdict: Verdict | null;
  readonly sentence: string;
  /** Blocks that say something of this quantile, or pairs where each is a unit of its own. */
  readonly blocks: number;
  readonly pairs: number;
  /** The smallest growth that these blocks could have found, as a ratio above 1; null where so few find none, however large. */
  readonly detectable: number | null;
}

/** The second channel: what the paired quantiles cannot see. */
export interface Stalls {
  /** Pooled p95 of the head divided by the base's. */
  readonly ratio: number;
  readonly p: number;
  /** Bursts whose p95 is far above what is usual, on either side. */
  readonly base: number;
  readonly head: number;
  /** Whether it alarms: evident and large. */
  readonly alarm: boolean;
  /** Blocks in all that could tell whether what is large is chance; null where there are as many, or it is not large. */
  readonly needed: number | null;
}

/** An exact metric that is not what it was. */
export interface ExactDifference {
  readonly metric: ExactMetric;
  readonly base: number;
  readonly head: number;
}

/** A statement whose plan is not what it was: of one that is new, `base` is null; of one that is gone, `head`. */
export interface PlanChange {
  readonly statement: string;
  /** "Seq Scan on orders → Index Scan using orders_pkey on orders", in words. */
  readonly sentence: string;
  /** Index of the plan in the facts of each side. */
  readonly base: number | null;
  readonly head: number | null;
}

/** All that can be said of one query or route. */
export interface SubjectJudgement {
  readonly kind: 'query' | 'route';
  readonly name: string;
  /** Empty where it was not timed. */
  readonly times: readonly GateTimes[];
  /** Requests per second of the head divided by the base's; null for queries and where it was not timed. */
  readonly throughput: Interval | null;
  readonly stalls: Stalls | null;
  /** Why its times may not be read, and what to change; null where they may. */
  readonly invalid: string | null;
  readonly differences: readonly ExactDifference[];
  readonly plans: readonly PlanChange[];
  /** Where the head answers otherwise. */
  readonly answers: AnswersRecord | null;
}

/** What the gate comes to: a pure function of the record. */
export interface GateJudgement {
  readonly outcome: 'passed' | 'failed' | 'unclear' | 'invalid';
  /** In one sentence. */
  readonly headline: string;
  /** What fails first, then what is unclear, then the rest. */
  readonly checks: readonly Check[];
  readonly subjects: readonly SubjectJudgement[];
  /** Half of the blocks of the base differ from themselves by less than this ratio; null where nothing was timed. */
  readonly noise: number | null;
  /** What weakens the answer, in sentences: a dirty tree, a budget below what could be detected, times not compared. */
  readonly warnings: readonly string[];
}
