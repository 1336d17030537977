import type { ExperimentRecord, ParameterClassRecord, VariantRecord } from '../record/experiment.ts';
import type { Comparison, Verdict } from './judgement.ts';

/** How far a variant came in one parameter class: a verdict on its time, or what came before that. */
export type Outcome = Verdict | 'fails' | 'answers otherwise' | 'not used' | 'not measured';

/** In the order of the experiment's classes. */
export type Outcomes = ReadonlyMap<ParameterClassRecord, Outcome>;

export function outcomes(
  experiment: ExperimentRecord,
  variant: VariantRecord,
  comparisons: readonly Comparison[],
): Outcomes {
  return new Map(
    experiment.classes.map((parameterClass) => [
      parameterClass,
      variant.arrangement.outcome === 'failed' ? 'fails' : outcomeIn(parameterClass, variant.id, comparisons),
    ]),
  );
}

function outcomeIn(
  parameterClass: ParameterClassRecord,
  variant: string,
  comparisons: readonly Comparison[],
): Outcome {
  const cell = parameterClass.cells[variant];
  if (cell === undefined) return 'not measured';
  if (cell.failure !== null) return 'fails';
  if (cell.stopped === 'answers' || cell.answers?.satisfied === false) return 'answers otherwise';
  if (cell.stopped === 'used') return 'not used';
  return comparisons.find((one) => one.class === parameterClass.name)?.verdict ?? 'not measured';
}

/** Names of the classes with one of these outcomes. */
export function classesWith(outcomes: Outcomes, ...wanted: readonly Outcome[]): readonly string[] {
  return [...outcomes].filter(([, outcome]) => wanted.includes(outcome)).map(([{ name }]) => name);
}
