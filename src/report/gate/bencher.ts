import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { headMeasures, type Measure } from './measures.ts';

/** A metric of Bencher's: https://bencher.dev/docs/reference/bencher-metric-format */
interface Metric {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

/** Bencher's own measures are in nanoseconds and in operations per second; the others are made when they are first seen. */
const measures: Readonly<Record<Measure['metric'], { readonly slug: string; readonly unit: number }>> = {
  p50: { slug: 'latency', unit: 1e9 },
  p95: { slug: 'latency', unit: 1e9 },
  p99: { slug: 'latency', unit: 1e9 },
  throughput: { slug: 'throughput', unit: 1 },
  statements: { slug: 'statements', unit: 1 },
  rows: { slug: 'rows', unit: 1 },
  buffers: { slug: 'buffers', unit: 1 },
  walBytes: { slug: 'wal-bytes', unit: 1 },
};

/** What was measured of the head in Bencher Metric Format: `bencher run --adapter json --file …`. */
export function renderBencher(run: Run, gate: GateJudgement): string {
  const benchmarks = headMeasures(run, gate).map(({ id, metric, value }) => {
    const { slug, unit } = measures[metric];
    return [id, { [slug]: metricOf(value, unit) }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

function metricOf({ estimate, low, high }: Measure['value'], unit: number): Metric {
  return {
    value: tidy(estimate * unit),
    ...(low < estimate && Number.isFinite(low) ? { lower_value: tidy(low * unit) } : {}),
    ...(high > estimate && Number.isFinite(high) ? { upper_value: tidy(high * unit) } : {}),
  };
}

/** Without the digits that changing the unit made up. */
function tidy(number: number): number {
  return Number(number.toPrecision(12));
}
