import type {
  Check,
  GateJudgement,
  GateTimes,
  Stalls,
  SubjectJudgement,
} from '../../compare/gate/judgement.ts';
import type { Interval } from '../../compare/judgement.ts';
import type { Run } from '../../record/run.ts';
import { bounded, finite } from '../json.ts';
import { warningInWords } from '../words.ts';
import { gateSummaryVersion, type GateSummary } from './schema.ts';
import { gateView } from './view.ts';

/** What a gate came to, for programs: as docs/gate.schema.json describes it. */
export function renderGateJson(run: Run, gate: GateJudgement): string {
  const { record } = gateView(run, gate);
  const { id, status, startedAt, finishedAt, request, server, environment } = run;
  const summary: GateSummary = {
    format: gateSummaryVersion,
    run: {
      id,
      suite: run.suite.name,
      status,
      startedAt,
      finishedAt,
      command: request.command,
      seed: request.seed,
      postgresql: { version: server.version, from: server.kind },
      cores: environment.cores,
    },
    mode: record.mode,
    base: record.base,
    head: record.head,
    complete: record.complete,
    onUnclear: record.onUnclear,
    outcome: gate.outcome,
    headline: gate.headline,
    noise: orNull(gate.noise, finite),
    checks: gate.checks.map(checkSummary),
    subjects: gate.subjects.map(subjectSummary),
    waivers: record.waivers,
    warnings: [...gate.warnings, ...run.warnings.map(warningInWords)],
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function checkSummary(check: Check): GateSummary['checks'][number] {
  return {
    ...check,
    base: orNull(check.base, finite),
    head: orNull(check.head, finite),
    change: boundedOrNull(check.change),
  };
}

function subjectSummary(subject: SubjectJudgement): GateSummary['subjects'][number] {
  return {
    ...subject,
    times: subject.times.map(timesSummary),
    throughput: boundedOrNull(subject.throughput),
    stalls: orNull(subject.stalls, stallsSummary),
    differences: [...subject.differences],
    plans: subject.plans.map(({ statement, sentence }) => ({ statement, sentence })),
  };
}

function timesSummary({ metric, base, head, ratio, detectable, ...said }: GateTimes) {
  return {
    metric,
    baseSeconds: boundedOrNull(base),
    headSeconds: boundedOrNull(head),
    ratio: boundedOrNull(ratio),
    ...said,
    detectable: orNull(detectable, finite),
  };
}

function stallsSummary(stalls: Stalls) {
  return { ...stalls, ratio: finite(stalls.ratio), p: finite(stalls.p) };
}

function boundedOrNull(interval: Interval | null) {
  return orNull(interval, bounded);
}

function orNull<Of, To>(value: Of | null, shown: (value: Of) => To): To | null {
  return value === null ? null : shown(value);
}
