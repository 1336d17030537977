import type { ExactMetric, GateJudgement } from '../../compare/gate/judgement.ts';
import type { Interval } from '../../compare/judgement.ts';
import type { Run } from '../../record/run.ts';
import { gateView, recordOf } from './view.ts';

/** Something that was measured of the head, for programs that keep histories. */
export interface Measure {
  /** As checks have it: `route:checkout/pay:p95`. */
  readonly id: string;
  readonly metric: 'p50' | 'p95' | 'p99' | 'throughput' | ExactMetric;
  /** In seconds, requests per second, a count or bytes. What repeats exactly has no width. */
  readonly value: Interval;
  /** What the gate said of it; empty where it said nothing. */
  readonly sentence: string;
}

/** What was measured of the head, and validly: what may not be read must not get into a history either. */
export function headMeasures(run: Run, gate: GateJudgement): readonly Measure[] {
  const view = gateView(run, gate);
  const measures = gate.subjects.flatMap((subject) => {
    const id = `${subject.kind}:${subject.name}`;
    const facts = recordOf(view, subject)?.head ?? null;
    const rates = gate.checks.filter((check) => check.id === `${id}:throughput`);
    const timed = [
      ...subject.times.map(({ metric, head, sentence }) => ({ id, metric, value: head, sentence })),
      ...rates.map(({ head, sentence }) => ({
        id,
        metric: 'throughput' as const,
        value: exactly(head),
        sentence,
      })),
    ];
    return [
      ...(subject.invalid === null ? timed : []),
      ...(facts === null || facts.failure !== null
        ? []
        : exactMetrics.map((metric) => ({ id, metric, value: exactly(facts[metric]), sentence: '' }))),
    ];
  });
  return measures.flatMap(({ id, metric, value, sentence }) =>
    value === null || !Number.isFinite(value.estimate)
      ? []
      : [{ id: `${id}:${metric}`, metric, value, sentence }],
  );
}

function exactly(value: number | null): Interval | null {
  return value === null ? null : { estimate: value, low: value, high: value };
}

const exactMetrics: readonly ExactMetric[] = ['statements', 'rows', 'buffers', 'walBytes'];
