import type { ExperimentRecord, Failure, ParameterClassRecord } from '../record/experiment.ts';
import type { Warning } from '../record/run.ts';
import type { ClimbedClass } from './climb-class.ts';

/** What a reader of the record should know beside its figures. */
export function warningsOf(
  experiment: ExperimentRecord,
  climbed: readonly ClimbedClass[],
): readonly Warning[] {
  return experiment.classes.flatMap((parameterClass, i) => [
    ...emptyClass(experiment, parameterClass),
    ...failedBaseline(experiment, parameterClass),
    ...unexplained(experiment, parameterClass, climbed[i]),
  ]);
}

function emptyClass({ id }: ExperimentRecord, { name, failure }: ParameterClassRecord): readonly Warning[] {
  if (failure === null) return [];
  return [
    {
      about: id,
      sentence: `Nothing was measured for the parameters "${name}": ${failure.message}.`,
      remedy: 'Mend the query that draws them, or seed data in which they exist.',
    },
  ];
}

function failedBaseline(
  { id, variants: [baseline] }: ExperimentRecord,
  { name, cells }: ParameterClassRecord,
): readonly Warning[] {
  const failure = baseline && cells[baseline.id]?.failure;
  if (!failure) return [];
  return [
    {
      about: id,
      sentence: `The baseline does not run for the parameters "${name}", so nothing can be compared: ${failure.message}.`,
      remedy: 'Mend its statement or its parameters.',
    },
  ];
}

function unexplained(
  { id }: ExperimentRecord,
  { name }: ParameterClassRecord,
  climbed: ClimbedClass | undefined,
): readonly Warning[] {
  const failures = [...(climbed?.climbs ?? [])].flatMap(([variant, { unexplained }]) =>
    unexplained === null ? [] : [[variant, unexplained] as const],
  );
  return failures.map(([variant, failure]: readonly [string, Failure]) => ({
    about: id,
    sentence: `The plans of "${variant}" for the parameters "${name}" are not known: ${failure.message}.`,
    remedy: 'Run EXPLAIN on its statements by hand.',
  }));
}
