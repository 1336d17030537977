import {
  quantileEffects,
  rateEffects,
  typicalQuantile,
  typicalRate,
  type PairOfBursts,
  type Unit,
} from './bursts.ts';
import { decideFamily } from './family.ts';
import type { Interval } from './interval.ts';
import { decide, type Decision, type Looks, type Thresholds } from './sequential.ts';
import { mayStall } from './pooled-tail.ts';
import { settleFloor, settleGrowth, settleLimit, type Settlement } from './settlement.ts';

/** How timing is laid out and judged. */
export interface GateLayout extends Looks {
  /** Whether a block, or each pair, is a unit of its own. */
  readonly unit: 'block' | 'round';
  /** The least change that counts, and how near to 1 the same has to be: ratios above 1. */
  readonly effect: number;
  readonly tolerance: number;
  /** The least ratio of the p95 of all times together that counts as stalls. */
  readonly stalls: { readonly ratio: number };
}

export type TimedMetric = 'p50' | 'p95' | 'throughput';

interface Bound {
  readonly atMost: number | null;
  readonly growth: number | null;
}

/** What is timed: a query or a route. */
export interface TimedSubject {
  /** Unlike those of the others. */
  readonly name: string;
  readonly blocks: readonly { readonly pairs: readonly PairOfBursts[] }[];
  /** By budgets; null where they do not say anything. Seconds, requests per second, shares. */
  readonly allowed: {
    readonly p50: Bound | null;
    readonly p95: Bound | null;
    readonly throughput: { readonly atLeast: number | null; readonly loss: number | null } | null;
  };
}

/** What the blocks so far come to, for one metric of one subject. */
export interface MetricDecision {
  /** The head's time (for throughput: its time per request) against the base's, as one of all that is gated. */
  readonly decision: Decision;
  readonly limits: Thresholds;
  /** Whether it belongs to what is gated; otherwise its verdict is its own, and nobody's reason to fail. */
  readonly gated: boolean;
  /** Typical value of a burst: seconds, or answers per second. */
  readonly base: Interval;
  readonly head: Interval;
  /** Of the limit beside the base, and of the limit in itself; null where there is none. */
  readonly growth: Settlement | null;
  readonly limit: Settlement | null;
}

export interface SubjectDecision extends Readonly<Record<TimedMetric, MetricDecision>> {
  readonly name: string;
  /** Whether more blocks could not change what it comes to: one budget is broken, or none is open and nothing looks like stalls. */
  readonly settled: boolean;
}

const metrics: readonly TimedMetric[] = ['p50', 'p95', 'throughput'];

/**
 * The gate's verdicts on times: after each look, to see what is still open, and at the end. Whatever a budget holds
 * against the base forms one family, so that `alpha` is the chance of one wrong verdict over all of it; where no budget
 * does, the p50 and the p95 of all subjects form it.
 *
 * @returns in the order in which they were given
 */
export function decideGate(
  subjects: readonly TimedSubject[],
  layout: GateLayout,
): readonly SubjectDecision[] {
  const inOrder = subjects.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const members = inOrder.flatMap((subject) => metrics.map((metric) => memberOf(subject, metric, layout)));
  // What is not timed, such as a route that only one side has, takes no share of the alpha.
  const timed = members.filter(({ subject }) => subject.blocks.length > 0);
  const family = familyOf(timed);
  const together = decideFamily(family, layout);
  const decided = members.map((member): Decided => {
    const decision = together[family.indexOf(member)];
    return { member, gated: decision !== undefined, decision: decision ?? alone(member, layout) };
  });
  return subjects.map((subject) => subjectDecision(subject, decided, layout));
}

/** What budgets hold against the base; where none does, the p50 and the p95 of all. */
function familyOf<One extends Pick<Member, 'metric' | 'growth'>>(members: readonly One[]): readonly One[] {
  const named = members.filter(({ growth }) => growth !== null);
  return named.length > 0 ? named : members.filter(({ metric }) => metric !== 'throughput');
}

/** How many questions share the alpha where so much is allowed of each subject. */
export function familySize(subjects: readonly Pick<TimedSubject, 'allowed'>[]): number {
  const members = subjects.flatMap((subject) =>
    metrics.map((metric) => ({ metric, growth: growthOf(subject, metric) })),
  );
  return familyOf(members).length;
}

/** What is judged of one metric of one subject. */
interface Member {
  readonly subject: TimedSubject;
  readonly metric: TimedMetric;
  readonly effects: readonly number[];
  readonly limits: Thresholds;
  /** As a ratio above 1; null where no budget says. */
  readonly growth: number | null;
  readonly typical: (side: keyof PairOfBursts) => Interval;
}

interface Decided {
  readonly member: Member;
  readonly gated: boolean;
  readonly decision: Decision;
}

function memberOf(subject: TimedSubject, metric: TimedMetric, layout: GateLayout): Member {
  const units = unitsOf(subject.blocks, layout.unit);
  const growth = growthOf(subject, metric);
  return {
    subject,
    metric,
    effects: metric === 'throughput' ? rateEffects(units) : quantileEffects(units, metric),
    limits: {
      effect: Math.max(layout.effect, growth ?? 1),
      tolerance: Math.max(layout.tolerance, growth ?? 1),
      rounds: 6,
    },
    growth,
    typical: (side) =>
      metric === 'throughput' ? typicalRate(units, side) : typicalQuantile(units, side, metric),
  };
}

/** What one effect comes of: the pairs of a block, or a single pair where nothing can be restarted. */
export function unitsOf(blocks: TimedSubject['blocks'], unit: GateLayout['unit']): readonly Unit[] {
  return unit === 'block'
    ? blocks.map(({ pairs }) => pairs)
    : blocks.flatMap(({ pairs }) => pairs.map((pair) => [pair]));
}

/** A loss of a share of the requests per second is a growth of the time that each takes. */
function growthOf({ allowed }: Pick<TimedSubject, 'allowed'>, metric: TimedMetric): number | null {
  if (metric !== 'throughput') {
    const growth = allowed[metric]?.growth ?? null;
    return growth === null ? null : 1 + growth;
  }
  const loss = allowed.throughput?.loss ?? null;
  return loss === null ? null : 1 / (1 - loss);
}

function alone({ effects, limits }: Member, looks: Looks): Decision {
  return decide(effects, looks, limits);
}

function subjectDecision(
  subject: TimedSubject,
  decided: readonly Decided[],
  layout: GateLayout,
): SubjectDecision {
  const of = (metric: TimedMetric) => metricDecision(subject, metric, decided);
  const all = { p50: of('p50'), p95: of('p95'), throughput: of('throughput') };
  return {
    name: subject.name,
    ...all,
    settled:
      metrics.some((metric) => isBroken(all[metric])) ||
      (metrics.every((metric) => isSettled(all[metric], subject.blocks.length === 0)) &&
        !stallsAreOpen(subject, all.p95, layout)),
  };
}

/**
 * Stalls are told from chance at the end, by blocks that change sides, of which that takes more than a p95 that is the same
 * burst by burst. So what looks like them, and is held against the base, is not settled before the last look, and is tested
 * once, whatever it looks like then.
 */
function stallsAreOpen(
  { blocks }: TimedSubject,
  { growth, limits, decision }: MetricDecision,
  { unit, stalls }: GateLayout,
): boolean {
  // Where bursts say nothing of a p95, or there is no base, there is nothing to wait for.
  if (growth === null || decision.rounds === 0) return false;
  return mayStall(unitsOf(blocks, unit), Math.max(stalls.ratio, limits.tolerance));
}

function metricDecision(
  subject: TimedSubject,
  metric: TimedMetric,
  decided: readonly Decided[],
): MetricDecision {
  const found = decided.find(({ member }) => member.subject === subject && member.metric === metric);
  if (found === undefined) throw new Error(`no decision on ${metric} of ${subject.name}`);
  const { member, gated, decision } = found;
  const { limits, growth, typical } = member;
  return {
    decision,
    limits,
    gated,
    // Computed when they are read: while it is timed hardly anybody asks, and all bursts have to be sorted for them.
    get base() {
      return typical('base');
    },
    get head() {
      return typical('head');
    },
    growth: growth === null ? null : settleGrowth(decision, limits),
    limit: limitOf(member),
  };
}

function limitOf({ subject: { allowed }, metric, typical }: Member): Settlement | null {
  if (metric === 'throughput') {
    const atLeast = allowed.throughput?.atLeast ?? null;
    return atLeast === null ? null : settleFloor(typical('head'), atLeast);
  }
  const atMost = allowed[metric]?.atMost ?? null;
  return atMost === null ? null : settleLimit(typical('head'), atMost);
}

function isBroken({ growth, limit }: MetricDecision): boolean {
  return growth === 'broken' || limit === 'broken';
}

/** A burst that says nothing of a quantile says no more of it in the next block. */
function isSettled(judged: MetricDecision, untimed: boolean): boolean {
  const { decision, gated, growth, limit, limits } = judged;
  if (untimed) return growth === null && limit === null;
  const settlement = growth ?? (gated ? settleGrowth(decision, limits) : 'kept');
  const open = settlement === 'unclear' && decision.rounds > 0;
  return !open && (limit !== 'unclear' || Number.isNaN(judged.head.estimate));
}
