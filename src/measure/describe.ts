import type { Arrangement, ClaimRecord, ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Claim, Experiment, Procedure, Variant } from '../suite/experiment.ts';
import type { Sql } from '../suite/sql.ts';
import type { Arranged } from './arrange.ts';

/** A variant with all that it takes from the baseline and from the experiment. */
export interface ArrangedVariant {
  readonly id: string;
  readonly run: Sql | Procedure;
  readonly arranged: Arranged;
  readonly record: VariantRecord;
}

export function arrangedVariant(
  experiment: Experiment,
  id: string,
  variant: Variant,
  arranged: Arranged,
): ArrangedVariant {
  const run = variant.run ?? baselineRun(experiment);
  const record: VariantRecord = {
    id,
    title: variant.title ?? id,
    note: variant.note ?? null,
    schema: arranged.schema,
    statements: typeof run === 'function' ? [] : [{ text: run.text, parameters: [...run.parameters] }],
    procedure: typeof run === 'function',
    answers: variant.answers ?? experiment.answers,
    arrangement: arrangementOf(arranged),
  };
  return { id, run, arranged, record };
}

/** An experiment of which nothing has been measured yet. */
export function describeExperiment(
  experiment: Experiment,
  variants: readonly ArrangedVariant[],
): ExperimentRecord {
  const { id, title, source, note, claim } = experiment;
  return {
    id,
    title,
    source,
    ...(note === undefined ? {} : { note }),
    claim: claim === undefined ? null : describeClaim(claim),
    variants: variants.map(({ record }) => record),
    classes: [],
    complete: false,
  };
}

function describeClaim({
  says,
  before,
  after,
  factor,
  size,
  sizes,
  asWritten,
  repaired,
}: Claim): ClaimRecord {
  return {
    says,
    before: before ?? null,
    after: after ?? null,
    factor: typeof factor === 'number' ? [factor, factor] : [...factor],
    size: size ?? null,
    ...(sizes === undefined ? {} : { sizes: { ...sizes } }),
    asWritten,
    repaired: repaired ?? null,
  };
}

function arrangementOf(arranged: Arranged): Arrangement {
  return arranged.outcome === 'ready' ? arranged.record : { outcome: 'failed', failure: arranged.failure };
}

function baselineRun({ id, variants }: Experiment): Sql | Procedure {
  const run = Object.values(variants)[0]?.run;
  if (run === undefined) throw new TypeError(`the baseline of ${id} runs nothing`);
  return run;
}
