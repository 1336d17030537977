import type { Run } from '../../record/run.ts';
import { blocks, text } from '../markdown-text.ts';
import { listed, plural } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';
import type { Page } from './page.ts';

/** What was asked for and has no time, with the reason; what disturbed the rounds; what nobody looked at. */
export function leftOutPart({ run, experiments }: Page): string {
  const untimed = experiments.flatMap((experiment) =>
    experiment.variants.flatMap((variant) => untimedLine(experiment, variant)),
  );
  return blocks(
    experiments.length === 0 && run.loads.length + run.capacities.length > 0
      ? 'No query was timed apart from the load.'
      : experiments.length === 0
        ? 'The run ended before anything was timed.'
        : untimed.length === 0
          ? 'Everything that was asked for was timed.'
          : ['Not timed, or not everywhere, and why:', '', ...untimed].join('\n'),
    disturbances(run),
    run.loads.length + run.capacities.length === 0
      ? 'Not covered: several clients at once, a cold cache, the cost for writes, other hardware.'
      : 'Not covered: a cold cache, the cost for writes, other hardware.',
  );
}

/** The variant's classes without a time, those with the same reason together. */
function untimedLine(
  { record }: ExperimentView,
  { record: variant, judgement }: VariantView,
): readonly string[] {
  const reasons = record.classes.flatMap(({ name, failure, cells }) => {
    if (judgement.comparisons.some((comparison) => comparison.class === name)) return [];
    if (variant.arrangement.outcome === 'failed') return [{ name, reason: 'its SQL does not run' }];
    if (failure !== null) return [{ name, reason: 'no parameters could be drawn' }];
    const cell = cells[variant.id];
    if (cell !== undefined && cell.failure !== null) return [{ name, reason: 'it does not run' }];
    return [{ name, reason: whys[cell?.stopped ?? 'ended'] }];
  });
  if (reasons.length === 0) return [];
  const parts = [...new Set(reasons.map(({ reason }) => reason))].map((reason) => {
    const names = reasons.filter((one) => one.reason === reason).map(({ name }) => name);
    return names.length === record.classes.length ? reason : `${reason} for ${listed(names)}`;
  });
  return [`- ${text(`${record.id}, ${variant.title}`)}: ${text(parts.join('; '))}.`];
}

const whys = {
  runs: 'it does not run',
  answers: 'it gives other answers',
  used: 'no plan uses it',
  ended: 'the run ended before it was timed',
} as const;

function disturbances({ experiments }: Run): string {
  const disturbed = experiments.flatMap(({ classes }) =>
    classes.flatMap(({ rounds }) => rounds.filter((round) => round.disturbed.length > 0)),
  );
  if (disturbed.length === 0) return 'No checkpoint and no autovacuum fell into a timed round.';
  const kinds = [...new Set(disturbed.flatMap((round) => round.disturbed))];
  const kept = disturbed.length === 1 ? 'was disturbed and is kept' : 'were disturbed and are kept';
  return `${plural(disturbed.length, 'round')} ${kept}: ${text(listed(kinds))}.`;
}
