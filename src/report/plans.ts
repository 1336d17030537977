import { createColors } from 'picocolors';
import { BenchError } from '../errors.ts';
import type { Cell, ExperimentRecord, ParameterClassRecord, VariantRecord } from '../record/experiment.ts';
import type { Run } from '../record/run.ts';
import { differenceBetween, kindsDiffer, settledPlans } from './cells.ts';
import { wrapped } from './columns.ts';
import { planDifferenceLines } from './plan-difference.ts';
import { planTrees } from './plan-tree.ts';
import type { Printing } from './terminal.ts';
import { listed } from './words.ts';

const margin = '  ';

/**
 * The plans of an experiment for the terminal: of each class and variant those that were timed, and what they do
 * otherwise than the baseline's.
 *
 * @param options.class the name of the only class to show; null for all of them
 * @throws BenchError where the run has no such experiment, or the experiment no such class
 */
export function renderPlans(
  run: Run,
  experiment: string,
  options: Printing & { readonly class: string | null },
): string {
  const record = run.experiments.find(({ id }) => id === experiment);
  if (record === undefined) {
    throw new BenchError(
      'experiment-not-in-run',
      experiment,
      run.experiments.map(({ id }) => id),
    );
  }
  const classes = record.classes.filter(({ name }) => options.class === null || name === options.class);
  if (classes.length === 0 && options.class !== null) {
    throw new BenchError(
      'class-not-in-run',
      options.class,
      record.classes.map(({ name }) => name),
    );
  }
  const lines = classes.flatMap((parameters) => classLines(record, parameters, options));
  return lines.map((line) => (line === '' ? '\n' : `${margin}${line}\n`)).join('');
}

function classLines(
  { id, variants }: ExperimentRecord,
  { name, sets, cells }: ParameterClassRecord,
  { color, width }: Printing,
): readonly string[] {
  const colors = createColors(color);
  const room = width - margin.length;
  const [baseline, ...others] = variants;
  const example = sets[0] === undefined ? '' : ` with ${JSON.stringify(sets[0])}`;
  const before = baseline === undefined ? undefined : cells[baseline.id];
  return [
    '',
    ...wrapped(`${colors.bold(`${id}, ${name}`)}${example}`, room),
    ...(baseline === undefined ? [] : ['', ...cellLines(baseline, before, room, colors)]),
    ...others.flatMap((variant) => [
      '',
      ...cellLines(variant, cells[variant.id], room, colors),
      ...differenceLines(before, cells[variant.id], room),
    ]),
  ];
}

function cellLines(
  { title, arrangement }: VariantRecord,
  cell: Cell | undefined,
  width: number,
  colors: ReturnType<typeof createColors>,
): readonly string[] {
  const heading = colors.bold(title);
  const failure = arrangement.outcome === 'failed' ? arrangement.failure : cell?.failure;
  if (failure !== null && failure !== undefined) {
    return wrapped(`${heading}: does not run: ${failure.message} (${failure.code})`, width, margin);
  }
  const plans = cell === undefined ? [] : settledPlans(cell);
  if (cell === undefined || plans.length === 0) return [`${heading}: no plan was taken`];
  return [...wrapped(`${heading}${kinds(cell)}`, width, margin), ...planTrees(plans, width)];
}

/** Which kind of plan PostgreSQL settles on, and whether the other kind is another plan. */
function kinds(cell: Cell): string {
  const chosen = [...new Set(cell.settled ?? [])];
  const parts = [
    chosen.length === 0 ? null : `PostgreSQL settles on the ${listed(chosen)} plan`,
    kindsDiffer(cell) ? 'custom and generic plans differ' : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

function differenceLines(
  before: Cell | undefined,
  after: Cell | undefined,
  width: number,
): readonly string[] {
  const difference = differenceBetween(before, after);
  return difference === null ? [] : ['', ...planDifferenceLines(difference, width)];
}
