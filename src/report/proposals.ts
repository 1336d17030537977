import { answersDiffer } from '../compare/answers.ts';
import type { Comparison } from '../compare/judgement.ts';
import { bytesOf, isRefuted, neededIndexes, type ExperimentView, type VariantView } from './view.ts';

/** What to do with a change, most welcome first. */
type Advice = 'Do first' | 'Do' | 'Weigh' | 'Measure again' | 'Do not' | 'Cannot run';

/** What the evidence says about one change. */
export interface Proposal {
  readonly advice: Advice;
  readonly experiment: ExperimentView;
  readonly variant: VariantView;
}

/** Whether following it means to build its indexes. */
export function isToBuild({ advice }: Proposal): boolean {
  return advice === 'Do first' || advice === 'Do' || advice === 'Weigh';
}

/**
 * What is worth doing, from the measurements alone: for each experiment the best variant that can be had without loss,
 * those first of which one execution saves most time, whatever they cost and however often they run; and whatever else was claimed of it with the reason why not. Nothing of an experiment
 * whose baseline stands on SQL of its own: it tells of data that nobody has.
 */
export function proposals(experiments: readonly ExperimentView[]): readonly Proposal[] {
  const all = experiments.filter(({ baseline }) => baseline.schema === null).flatMap(proposalsOf);
  const gains = all.filter(({ advice }) => advice === 'Do').toSorted((a, b) => saved(b) - saved(a));
  const [best, ...others] = gains;
  const having = (advice: Advice) => all.filter((proposal) => proposal.advice === advice);
  return [
    ...(best === undefined ? [] : [{ ...best, advice: 'Do first' as const }]),
    ...others,
    ...having('Weigh'),
    ...having('Measure again'),
    ...having('Do not'),
    ...having('Cannot run'),
  ];
}

function proposalsOf(experiment: ExperimentView): readonly Proposal[] {
  const judged = experiment.variants.map((variant) => ({
    advice: adviceOn(experiment, variant),
    experiment,
    variant,
  }));
  const best = cheapest(judged.filter(({ advice }) => advice === 'Do'));
  const { claim } = experiment.record;
  const told = judged.filter(({ advice, variant: { record } }) => {
    if (claim === null) return best === undefined;
    return record.id === claim.asWritten || (record.id === claim.repaired && advice === 'Weigh');
  });
  return [...(best === undefined ? [] : [best]), ...told.filter(({ advice }) => advice !== 'Do')];
}

/** The classes that have parameters, and no time of the variant. */
export function untimedClasses({ record }: ExperimentView, { judgement }: VariantView): readonly string[] {
  return record.classes
    .filter(
      ({ failure, name }) => failure === null && !judgement.comparisons.some((one) => one.class === name),
    )
    .map(({ name }) => name);
}

/**
 * Only what is faster somewhere, slower nowhere, and answers alike is to be had without loss. Where a difference is
 * documented it is one, whether or not the sets that were compared happen to show it.
 */
function adviceOn(experiment: ExperimentView, variant: VariantView): Advice {
  const { stopped, comparisons } = variant.judgement;
  if (stopped?.rung === 'runs' && comparisons.length === 0) return 'Cannot run';
  if (stopped?.rung === 'answers' || stopped?.rung === 'used') return 'Do not';
  const verdicts = comparisons.map(({ verdict }) => verdict);
  const better = verdicts.includes('better');
  const worse = verdicts.includes('worse');
  const others = answersDiffer(experiment.record, variant.record);
  const untimed = untimedClasses(experiment, variant).length > 0;
  const doubtful = worse || others || untimed || stopped !== null || verdicts.includes('invalid');
  if (better) return doubtful ? 'Weigh' : 'Do';
  if (worse || isRefuted(experiment, variant.record.id)) return 'Do not';
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'same')) return 'Do not';
  return 'Measure again';
}

/** Of those that the measurements cannot tell from the fastest, the one whose indexes, those that plans read, are smallest. */
function cheapest(gains: readonly Proposal[]): Proposal | undefined {
  const [fastest] = gains.toSorted((a, b) => saved(b) - saved(a));
  if (fastest === undefined) return undefined;
  return gains
    .filter((proposal) =>
      asFast(proposal.variant.judgement.comparisons, fastest.variant.judgement.comparisons),
    )
    .toSorted((a, b) => costOf(a) - costOf(b))[0];
}

function costOf({ variant }: Proposal): number {
  return bytesOf(neededIndexes(variant));
}

function asFast(comparisons: readonly Comparison[], fastest: readonly Comparison[]): boolean {
  return fastest.every(({ class: name, ratio }) => {
    const own = comparisons.find((comparison) => comparison.class === name);
    return own !== undefined && own.ratio.low <= ratio.high;
  });
}

/** Seconds that one execution saves, on average over the parameter classes. */
function saved({ variant }: Proposal): number {
  const { comparisons } = variant.judgement;
  const sum = comparisons.reduce(
    (total, { baseline, variant }) => total + baseline.estimate - variant.estimate,
    0,
  );
  return comparisons.length === 0 ? 0 : sum / comparisons.length;
}
