import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { headMeasures, type Measure } from './measures.ts';

/** An entry of `customSmallerIsBetter`: https://github.com/benchmark-action/github-action-benchmark */
interface Entry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra?: string;
}

/** Throughput is left out: more of it is better. */
const units: Readonly<Partial<Record<Measure['metric'], readonly [name: string, size: number]>>> = {
  p50: ['ms', 1e-3],
  p95: ['ms', 1e-3],
  p99: ['ms', 1e-3],
  statements: ['statements', 1],
  rows: ['rows', 1],
  buffers: ['buffers', 1],
  walBytes: ['bytes', 1],
};

/** What was measured of the head, for github-action-benchmark with `tool: customSmallerIsBetter`. */
export function renderBenchmarkAction(run: Run, gate: GateJudgement): string {
  const entries = headMeasures(run, gate).flatMap((measure) => {
    const unit = units[measure.metric];
    return unit === undefined ? [] : [entryOf(measure, ...unit)];
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function entryOf({ id, value, sentence }: Measure, unit: string, size: number): Entry {
  const reach = Math.max(value.high - value.estimate, value.estimate - value.low);
  return {
    name: id,
    unit,
    value: rounded(value.estimate / size),
    ...(reach > 0 && Number.isFinite(reach) ? { range: `± ${rounded(reach / size)}` } : {}),
    ...(sentence === '' ? {} : { extra: sentence }),
  };
}

/** More digits would be in the way of a chart's. */
function rounded(number: number): number {
  return Number(number.toPrecision(6));
}
