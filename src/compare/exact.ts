import { eachShapeOnce, total } from '../plans/executions.ts';
import { fingerprint } from '../plans/fingerprint.ts';
import { blocksTouched } from '../plans/walk.ts';
import type { Plan } from '../record/plan.ts';
import type { Cell, VariantRecord } from '../record/experiment.ts';
import type { ExactChange } from './run-comparison.ts';

/** One exact metric of one run: {@link ExactChange} without the other side. */
interface Fact extends Pick<ExactChange, 'metric' | 'where'> {
  readonly value: number | string | null;
  /** Whether it says nothing where the data are not the same. */
  readonly ofData: boolean;
}

/** What changed in a variant as a whole. */
export function variantChanges(
  before: VariantRecord,
  after: VariantRecord,
  sameData: boolean,
): readonly ExactChange[] {
  return changes(factsOfVariant(before), factsOfVariant(after), sameData);
}

/** What changed in a variant within one parameter class. */
export function cellChanges(
  before: Cell | undefined,
  after: Cell | undefined,
  sameData: boolean,
): readonly ExactChange[] {
  return before && after ? changes(factsOfCell(before), factsOfCell(after), sameData) : [];
}

function changes(before: readonly Fact[], after: readonly Fact[], sameData: boolean): readonly ExactChange[] {
  const matches = (a: Fact) => (b: Fact) => a.metric === b.metric && a.where === b.where;
  const gone = before.filter((fact) => !after.some(matches(fact)));
  const pairs = [
    ...after.map((fact) => ({
      ...fact,
      before: before.find(matches(fact))?.value ?? null,
      after: fact.value,
    })),
    ...gone.map((fact) => ({ ...fact, before: fact.value, after: null })),
  ];
  return pairs
    .filter((fact) => fact.before !== fact.after && (sameData || !fact.ofData))
    .map(({ metric, where, before, after }) => ({ metric, where, before, after }));
}

function factsOfVariant({ statements, arrangement }: VariantRecord): readonly Fact[] {
  const texts = statements.map(({ text }) => text).join(';\n');
  const common = { where: '', ofData: false };
  return arrangement.outcome === 'failed'
    ? [
        { ...common, metric: 'statements', value: texts },
        { ...common, metric: 'runs', value: arrangement.failure.message },
      ]
    : [
        { ...common, metric: 'statements', value: texts },
        { ...common, metric: 'runs', value: 'yes' },
        ...arrangement.indexes.map(({ name, bytes }): Fact => ({
          metric: 'index bytes',
          where: name,
          value: bytes,
          ofData: true,
        })),
      ];
}

function factsOfCell({ failure, answers, plans }: Cell): readonly Fact[] {
  const common = { where: '', ofData: false };
  return [
    { ...common, metric: 'runs', value: failure === null ? 'yes' : failure.message },
    ...(answers === null
      ? []
      : [{ ...common, metric: 'answers', value: answers.satisfied ? 'as they must be' : 'other' } as const]),
    ...factsOfPlans(plans.custom, 'custom'),
    ...factsOfPlans(plans.generic, 'generic'),
  ];
}

/** Of each statement, over its executions in one call. */
function factsOfPlans(plans: readonly Plan[], mode: Plan['mode']): readonly Fact[] {
  const texts = [...new Set(plans.map(({ statement }) => statement))];
  return texts.flatMap((text, i): readonly Fact[] => {
    const where = `${mode} plan${i === 0 ? '' : ` of statement ${i + 1}`}`;
    const executed = plans.filter(({ statement }) => statement === text);
    const shapes = eachShapeOnce(executed).map((plan) => fingerprint(plan).shape);
    return [
      { metric: 'plan', where, value: shapes.join(' or '), ofData: false },
      { metric: 'buffers', where, value: total(executed, blocksTouched), ofData: true },
      { metric: 'rows', where, value: total(executed, ({ root }) => root.rows), ofData: true },
    ];
  });
}
