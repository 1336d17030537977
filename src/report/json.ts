import type { ClaimJudgement, Comparison, Interval, Judgement } from '../compare/judgement.ts';
import type { LoadComparison, LoadJudgement } from '../compare/load-judgement.ts';
import type { Run } from '../record/run.ts';
import { experimentViews, indexesOf, type ExperimentView, type VariantView } from './view.ts';

/** Raised whenever something that reads the summary of the old shape would misread it. */
const summaryVersion = 1;

/**
 * What a run came to, for programs: stable, in base units (seconds, bytes, ratios of times).
 * JSON has no infinity: the end of an interval that the sample cannot bound is null, and so is an estimate without
 * samples. The samples themselves are in the run's record.
 */
export function renderJson(run: Run, judgement: Judgement): string {
  const { id, status, reason, startedAt, finishedAt, request, environment, server, dataset } = run;
  const summary = {
    format: summaryVersion,
    run: {
      id,
      suite: run.suite.name,
      status,
      reason,
      startedAt,
      finishedAt,
      command: request.command,
      seed: request.seed,
      quick: request.quick,
      only: request.only,
      commit: environment.revision?.commit ?? null,
      postgresql: { version: server.version, from: server.kind },
      data: dataset === null ? null : { scale: dataset.scale, seed: dataset.seed, hash: dataset.hash },
    },
    headline: judgement.headline,
    noise: judgement.noise?.ratio ?? null,
    overhead: judgement.overhead === null ? null : bounded(judgement.overhead),
    experiments: experimentViews(run, judgement).map(experimentSummary),
    loads: judgement.loads.map(loadSummary),
    capacities: judgement.capacities.map(({ ratio, ...capacity }) => ({
      ...capacity,
      ratio: bounded(ratio),
    })),
    warnings: judgement.warnings,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function experimentSummary({ record, judgement, baseline, variants }: ExperimentView) {
  return {
    id: record.id,
    title: record.title,
    source: record.source,
    complete: record.complete,
    claim:
      record.claim === null || judgement.claim === null
        ? null
        : {
            says: record.claim.says,
            factor: record.claim.factor,
            asWritten: claimSummary(judgement.claim),
            repaired: judgement.repaired === null ? null : claimSummary(judgement.repaired),
          },
    baseline: {
      id: baseline.id,
      times: judgement.baseline.map(({ class: name, time, rounds }) => ({
        class: name,
        seconds: bounded(time),
        rounds,
      })),
    },
    variants: variants.map(variantSummary),
  };
}

function claimSummary({ variant, verdict, rule, sentence }: ClaimJudgement) {
  return { variant, verdict, rule, sentence };
}

function variantSummary({ record, judgement }: VariantView) {
  return {
    id: record.id,
    title: record.title,
    stopped: judgement.stopped,
    indexes: indexesOf(record).map(({ name, table, bytes, seconds }) => ({
      name,
      table,
      bytes,
      buildSeconds: seconds,
      usedByCustomPlans: judgement.used.custom.includes(name),
      usedByGenericPlans: judgement.used.generic.includes(name),
    })),
    comparisons: judgement.comparisons.map(comparisonSummary),
  };
}

function comparisonSummary({ class: name, verdict, sentence, rounds, detectable, ...found }: Comparison) {
  const { executions, sets, selfChecked } = found;
  return {
    class: name,
    verdict,
    sentence,
    rounds,
    executions,
    sets,
    selfChecked,
    ratio: bounded(found.ratio),
    evidence: { confidence: found.confidence, ...bounded(found.evidence) },
    baselineSeconds: bounded(found.baseline),
    variantSeconds: bounded(found.variant),
    detectable,
  };
}

function loadSummary({ comparisons, routes, ...load }: LoadJudgement) {
  return {
    ...load,
    comparisons: comparisons.map(loadComparisonSummary),
    routes: routes.map((route) => ({ ...route, comparisons: route.comparisons.map(loadComparisonSummary) })),
  };
}

function loadComparisonSummary({ baseline, side, change, ...comparison }: LoadComparison) {
  return { ...comparison, baseline: bounded(baseline), side: bounded(side), change: bounded(change) };
}

/** JSON has no infinity and no NaN. */
export function bounded({ estimate, low, high }: Interval) {
  return { estimate: finite(estimate), low: finite(low), high: finite(high) };
}

export function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
