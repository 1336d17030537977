import { broughtIndexes, timedInstead } from '../plans/unused.ts';
import type { Cell, ExperimentRecord, Failure, Value, VariantRecord } from '../record/experiment.ts';
import type { Comparison, Stopped } from './judgement.ts';
import { classesWith, type Outcomes } from './outcome.ts';
import { list, plural } from './words.ts';

/**
 * How far a variant climbs: it runs → gives the same answers → is used by the planner → is faster.
 * The first rung that does not bear ends the climb; null where it reaches the top.
 */
export function climb(
  experiment: ExperimentRecord,
  variant: VariantRecord,
  outcomes: Outcomes,
  comparisons: readonly Comparison[],
): Stopped | null {
  return (
    stopsAtRuns(experiment, variant, outcomes) ??
    stopsAtAnswers(experiment, variant) ??
    stopsAtUsed(experiment, variant, outcomes) ??
    stopsAtFaster(outcomes, comparisons)
  );
}

/** Why the baseline gives nothing to compare with; null where it runs in some class. */
export function baselineFailure(experiment: ExperimentRecord): string | null {
  const [baseline] = experiment.variants;
  if (baseline?.arrangement.outcome === 'failed') return inWords(baseline.arrangement.failure);
  const failures = cellsOf(experiment, baseline).map(([, { failure }]) => failure);
  const [first] = failures;
  return first && failures.every((failure) => failure !== null) ? inWords(first) : null;
}

function stopsAtRuns(
  experiment: ExperimentRecord,
  variant: VariantRecord,
  outcomes: Outcomes,
): Stopped | null {
  const reason = whyNotRun(experiment, variant, outcomes);
  return reason === null ? null : { rung: 'runs', reason };
}

function whyNotRun(experiment: ExperimentRecord, variant: VariantRecord, outcomes: Outcomes): string | null {
  if (variant.arrangement.outcome === 'failed') return inWords(variant.arrangement.failure);
  const baseline = baselineFailure(experiment);
  if (baseline !== null) return `the baseline does not run: ${baseline}`;
  const failing = classesWith(outcomes, 'fails');
  const failure = cellsOf(experiment, variant)
    .flatMap(([, cell]) => cell.failure ?? [])
    .at(0);
  if (failure === undefined) return null;
  return failing.length === outcomes.size ? inWords(failure) : `${list(failing)}: ${inWords(failure)}`;
}

function stopsAtAnswers(experiment: ExperimentRecord, variant: VariantRecord): Stopped | null {
  const wrong = cellsOf(experiment, variant).flatMap(([name, { answers }]) =>
    answers === null || answers.satisfied ? [] : [{ name, answers }],
  );
  if (wrong.length === 0) return null;
  const others = wrong.filter(({ answers }) => answers.differing > 0);
  if (others.length === 0) {
    return {
      rung: 'answers',
      reason: `the same rows in another order (${list(wrong.map(({ name }) => name))})`,
    };
  }
  const counts = others.map(
    ({ name, answers }) => `${answers.differing} of ${plural(answers.sets, 'parameter set')} (${name})`,
  );
  const example = others[0]?.answers.example;
  return {
    rung: 'answers',
    reason: `other answers for ${list(counts)}${example ? `, for example with ${inShort(example.parameters)}` : ''}`,
  };
}

/** In characters. */
const longestExample = 40;

/** Which parameter set it is, by the first of its values: the whole stands beside the rows that differ. */
function inShort(parameters: Readonly<Record<string, Value>>): string {
  const values = Object.entries(parameters).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  const shown = values.filter((_, i) => values.slice(0, i + 1).join(',').length <= longestExample);
  if (shown.length === values.length) return `{${shown.join(',')}}`;
  const first = JSON.stringify(Object.keys(parameters)[0]);
  return shown.length === 0 ? `{${first}:…}` : `{${shown.join(',')},…}`;
}

function stopsAtUsed(
  experiment: ExperimentRecord,
  variant: VariantRecord,
  outcomes: Outcomes,
): Stopped | null {
  const nowhere = outcomes.size > 0 && classesWith(outcomes, 'not used').length === outcomes.size;
  const instead = timedInstead(experiment, variant);
  if (!nowhere && instead === null) return null;
  const brought = broughtIndexes(variant);
  const name = brought.length === 0 ? 'what it brings' : list(brought);
  const where =
    instead === null || instead === experiment.variants[0]
      ? ''
      : `, so that it takes what "${instead.title}" takes: the statements and their plans are the same`;
  return { rung: 'used', reason: `no plan uses ${name}, neither custom nor generic${where}` };
}

function stopsAtFaster(outcomes: Outcomes, comparisons: readonly Comparison[]): Stopped | null {
  if (comparisons.some(({ verdict }) => verdict === 'better')) return null;
  const verdicts = [...outcomes].map(([{ name }, outcome]) => `${name} ${outcome}`);
  return {
    rung: 'faster',
    reason: verdicts.length === 0 ? 'nothing was measured' : `faster in no class: ${list(verdicts)}`,
  };
}

function cellsOf(
  experiment: ExperimentRecord,
  variant: VariantRecord | undefined,
): readonly (readonly [name: string, cell: Cell])[] {
  return experiment.classes.flatMap(({ name, cells }) => {
    const cell = variant && cells[variant.id];
    return cell === undefined ? [] : [[name, cell] as const];
  });
}

/** PostgreSQL's own words. */
function inWords({ message, code }: Failure): string {
  return `${message} (${code})`;
}
