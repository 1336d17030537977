import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Run, Schedule } from '../record/run.ts';
import { orderInterval } from '../statistics/order-interval.ts';
import { quantile } from '../statistics/quantile.ts';
import { judgeCapacity } from './capacity.ts';
import { judgeClaim } from './claim.ts';
import { compare } from './comparison.ts';
import { cutOffOf } from './cut-off.ts';
import { crossChecked } from './drivers.ts';
import { logMedians, typicalTime } from './effects.ts';
import { judgeGate } from './gate/judge-gate.ts';
import { headline } from './headline.ts';
import type {
  ClaimJudgement,
  ExperimentJudgement,
  Interval,
  Judgement,
  Noise,
  TypicalTime,
  VariantJudgement,
} from './judgement.ts';
import { climb } from './ladder.ts';
import { judgeLoad } from './load.ts';
import { outcomes, type Outcomes } from './outcome.ts';
import { selfEffects } from './self-check.ts';
import { usedIndexes } from './used.ts';
import { warningsOf } from './warnings.ts';

/** Everything that can be concluded from a run: the same record gives the same words on any machine. */
export function judge(run: Run): Judgement {
  const experiments = run.experiments.map((experiment) => judgeExperiment(experiment, run.schedule));
  const loads = crossChecked(run.loads.flatMap((load) => judgeLoad(load, run)));
  const searches = run.capacities.map((record) => ({ ...record, cutOff: cutOffOf(record) }));
  const capacities = searches.flatMap(judgeCapacity);
  const gate = run.gate === null ? null : judgeGate(run);
  return {
    headline: gate === null ? headline(run, experiments, loads, capacities) : gate.headline,
    experiments,
    loads,
    capacities,
    warnings: gate === null ? warningsOf(run, experiments, loads, searches) : run.warnings,
    gate,
    noise: noiseOf(run),
    overhead: overheadOf(run),
  };
}

function judgeExperiment(experiment: ExperimentRecord, schedule: Schedule): ExperimentJudgement {
  const { claim, variants } = experiment;
  const judged = variants.slice(1).map((variant) => judgeVariant(experiment, variant, schedule));
  const judgedClaim = (id: string | null): ClaimJudgement | null => {
    const found = judged.find(({ variant }) => variant.id === id);
    return claim && found
      ? judgeClaim(experiment, claim, found.variant, found.judgement, found.outcomes)
      : null;
  };
  return {
    id: experiment.id,
    baseline: baselineTimes(experiment),
    variants: judged.map(({ judgement }) => judgement),
    claim: judgedClaim(claim?.asWritten ?? null),
    repaired: judgedClaim(claim?.repaired ?? null),
  };
}

interface Judged {
  readonly variant: VariantRecord;
  readonly outcomes: Outcomes;
  readonly judgement: VariantJudgement;
}

function judgeVariant(experiment: ExperimentRecord, variant: VariantRecord, schedule: Schedule): Judged {
  const baseline = experiment.variants[0]?.id ?? '';
  const comparisons = experiment.classes
    .filter(({ rounds }) => rounds.some(({ samples }) => samples[variant.id] !== undefined))
    .map((parameterClass) => compare(parameterClass, baseline, variant.id, schedule));
  const found = outcomes(experiment, variant, comparisons);
  const used = usedIndexes(experiment, variant);
  const stopped = climb(experiment, variant, found, comparisons);
  return { variant, outcomes: found, judgement: { variant: variant.id, stopped, comparisons, used } };
}

function baselineTimes({ classes, variants: [baseline] }: ExperimentRecord): readonly TypicalTime[] {
  const id = baseline?.id ?? '';
  return classes.flatMap(({ name, rounds }) => {
    const count = logMedians(rounds, id).length;
    return count === 0 ? [] : [{ class: name, time: typicalTime(rounds, id), rounds: count }];
  });
}

function noiseOf(run: Run): Noise | null {
  const timed = run.experiments.flatMap(({ classes, variants: [baseline] }) =>
    classes
      .filter(({ rounds }) => rounds.length > 0)
      .map((parameterClass) => selfEffects(parameterClass, baseline?.id ?? '')),
  );
  const effects = timed.flat();
  if (effects.length === 0) return null;
  return {
    ratio: Math.exp(quantile(effects.map(Math.abs), 0.5)),
    rounds: effects.length,
    classes: timed.filter(({ length }) => length > 0).length,
    timed: timed.length,
  };
}

function overheadOf({ overhead }: Run): Interval | null {
  if (overhead.length === 0) return null;
  return { estimate: quantile(overhead, 0.5), ...orderInterval(overhead, 0.5, 0.95) };
}
