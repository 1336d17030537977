import type { ExactChange, RunComparison, TimeChange } from '../compare/run-comparison.ts';
import { count, size } from './units.ts';
import { listed, oneLine } from './words.ts';

/** An exact metric that is not as it was, in words. */
export interface ExactRow {
  /** "orders/list · index · rare". */
  readonly where: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface TimeRow {
  readonly where: string;
  readonly time: TimeChange;
}

/** Exact metrics that changed, in the order of the run: variants as a whole before their classes. */
export function exactRows({ experiments }: RunComparison): readonly ExactRow[] {
  return experiments.flatMap(({ id, variants }) =>
    variants.flatMap(({ variant, exact, classes }) => [
      ...exact.map((change) => exactRow(`${id} · ${variant}`, change)),
      ...classes.flatMap((one) =>
        one.exact.map((change) => exactRow(`${id} · ${variant} · ${one.class}`, change)),
      ),
    ]),
  );
}

function exactRow(where: string, change: ExactChange): ExactRow {
  return {
    where,
    what: change.where === '' ? change.metric : `${change.metric}, ${change.where}`,
    before: valueInWords(change, change.before),
    after: valueInWords(change, change.after),
  };
}

function valueInWords({ metric }: ExactChange, value: ExactChange['before']): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return oneLine(value);
  return metric === 'index bytes' ? size(value) : count(value);
}

/** Times that both runs have. */
export function timeRows({ experiments }: RunComparison): readonly TimeRow[] {
  return experiments.flatMap(({ id, variants }) =>
    variants.flatMap(({ variant, classes }) =>
      classes.flatMap(({ class: name, time }) =>
        time === null ? [] : [{ where: `${id} · ${variant} · ${name}`, time }],
      ),
    ),
  );
}

/** Which runs these are, and what only one of them has. */
export function identities({ before, after, onlyBefore, onlyAfter }: RunComparison): readonly string[] {
  return [
    `before: ${identity(before)}`,
    `after: ${identity(after)}`,
    ...(onlyBefore.length === 0 ? [] : [`only before: ${listed(outermost(onlyBefore))}`]),
    ...(onlyAfter.length === 0 ? [] : [`only after: ${listed(outermost(onlyAfter))}`]),
  ];
}

/** Where an experiment is missing as a whole, its variants and classes need no mention. */
function outermost(names: readonly string[]): readonly string[] {
  return names.filter((name) => !names.some((other) => name.startsWith(`${other} · `)));
}

function identity({ id, startedAt, commit }: RunComparison['before']): string {
  return `${id}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC${commit === null ? '' : `, commit ${commit.slice(0, 7)}`}`;
}
