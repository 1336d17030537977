import type {
  Check,
  GateJudgement,
  GateTimes,
  Stalls,
  SubjectJudgement,
} from '../../../src/compare/gate/judgement.ts';
import type { Interval } from '../../../src/compare/judgement.ts';
import type { ExactFacts, GateRecord, GateSubject } from '../../../src/record/gate.ts';
import type { Plan } from '../../../src/record/plan.ts';
import type { Run } from '../../../src/record/run.ts';
import { aRun } from '../../support/record.ts';

/** A gate as it was recorded, and what it comes to. */
export interface Gated {
  readonly run: Run;
  readonly gate: GateJudgement;
}

/** A gate in which nothing was compared; say what is different. */
export function aGate(record: Partial<GateRecord> = {}, run: Partial<Run> = {}): Run {
  return aRun({
    request: { quick: false, only: null, full: true, command: 'bench gate --base-ref origin/main', seed: 42 },
    gate: {
      mode: 'compare',
      base: { from: 'origin/main', commit: 'abc1234f00d', dirty: false },
      head: { from: 'the working tree', commit: 'def5678beef', dirty: false },
      schedule: {
        looks: [8, 12, 16, 24],
        alpha: 0.02,
        spending: 'obrien-fleming',
        unit: 'block',
        effect: 1.03,
        tolerance: 1.05,
        stalls: { alpha: 0.005, ratio: 1.1 },
        seconds: 300,
      },
      budgets: [],
      waivers: [],
      onUnclear: 'pass',
      subjects: [],
      complete: true,
      ...record,
    },
    ...run,
  });
}

export function aGateJudgement(different: Partial<GateJudgement> = {}): GateJudgement {
  return {
    outcome: 'passed',
    headline: 'Passed: nothing was checked.',
    checks: [],
    subjects: [],
    noise: null,
    warnings: [],
    ...different,
  };
}

/** A check of a route's p95 that is kept; say what is different. */
export function aCheck(different: Partial<Check> = {}): Check {
  const { kind = 'route', subject = 'catalog/list', metric = 'p95' } = different;
  return {
    id: `${kind}:${subject}:${metric}`,
    kind,
    subject,
    metric,
    allowed: 'at most 5 % more and at most 200 ms',
    base: 0.0042,
    head: 0.00421,
    change: spread(1.002, 0.014),
    outcome: 'kept',
    sentence: 'no change beyond 5 %: −1.0 … 2.0 % slower over 8 blocks',
    waiver: null,
    ...different,
  };
}

/** A check of something that repeats exactly. */
export function anExactCheck(base: number, head: number, different: Partial<Check> = {}): Check {
  return aCheck({
    metric: 'buffers',
    base,
    head,
    change: base === 0 ? null : spread(head / base, 0),
    sentence: `${base} → ${head}`,
    ...different,
  });
}

export function aSubject(different: Partial<SubjectJudgement> = {}): SubjectJudgement {
  return {
    kind: 'route',
    name: 'catalog/list',
    times: [],
    throughput: null,
    stalls: null,
    invalid: null,
    differences: [],
    plans: [],
    answers: null,
    ...different,
  };
}

/** What was recorded of a subject, without its latencies. */
export function recorded(
  { kind, name }: SubjectJudgement,
  different: Partial<GateSubject> = {},
): GateSubject {
  return {
    kind,
    name,
    base: facts(),
    head: facts(),
    gone: false,
    answers: null,
    blocks: [],
    trouble: null,
    lost: null,
    ...different,
  };
}

export function facts(different: Partial<ExactFacts> = {}): ExactFacts {
  return {
    failure: null,
    statements: 4,
    rows: 20,
    buffers: 27,
    walBytes: 512,
    plans: [],
    unplanned: [],
    ...different,
  };
}

/** Three quantiles that grew by the same factor; p99 is twice p95 and has no verdict. */
export function times(p50: number, p95: number, ratio: Interval, verdict: GateTimes['verdict']): GateTimes[] {
  const of = (metric: GateTimes['metric'], base: number): GateTimes => ({
    metric,
    base: spread(base, 0.012 * base),
    head: spread(base * ratio.estimate, 0.014 * base),
    ratio,
    verdict: metric === 'p99' ? null : verdict,
    sentence: `${ratio.estimate} times the base over 8 blocks`,
    blocks: 8,
    pairs: 192,
    detectable: metric === 'p99' ? null : 1.031,
  });
  return [of('p50', p50), of('p95', p95), of('p99', 2 * p95)];
}

export const noStalls: Stalls = { ratio: 1.004, p: 0.62, base: 2, head: 3, alarm: false, needed: null };

/** An interval that reaches as far down as up. */
export function spread(estimate: number, reach: number): Interval {
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/** As EXPLAIN (GENERIC_PLAN) gives it: nothing was executed. */
export function unexecuted(plan: Plan): Plan {
  const bare = (node: Plan['root']): Plan['root'] => ({
    ...node,
    rows: null,
    loops: 0,
    time: null,
    buffers: null,
    memory: null,
    conditions: node.conditions.map((condition) => ({ ...condition, removed: null })),
    children: node.children.map(bare),
  });
  return { ...plan, mode: 'generic', root: bare(plan.root), planning: null, execution: null };
}
