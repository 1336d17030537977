import type { ExactChange, LoadMetricChange, RunComparison, TimeChange } from '../compare/run-comparison.ts';
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

/** What to say where none did; nothing where no experiment is in both runs. */
export function nothingExact({ experiments }: RunComparison): readonly string[] {
  return experiments.length === 0 ? [] : ['Whatever repeats exactly is as it was.'];
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

/** A side under a load, with the figures that can be compared. */
export interface LoadRows {
  /** "browse (k6) · after". */
  readonly where: string;
  readonly changes: readonly LoadMetricChange[];
  /** In seconds. */
  readonly timeout: number;
}

/** Loads that both runs have, as far as they can be compared. */
export function loadRows({ loads }: RunComparison): readonly LoadRows[] {
  return loads.flatMap(({ scenario, driver, side, timeout, metrics }) => {
    const changes = metrics.filter(({ verdict }) => verdict !== 'invalid');
    return changes.length === 0 ? [] : [{ where: `${scenario} (${driver}) · ${side}`, changes, timeout }];
  });
}

/** What of them cannot, with the reason: a line for each side and reason. */
export function loadsLeftOut({ loads }: RunComparison): readonly string[] {
  return loads.flatMap(({ scenario, driver, side, metrics }) => {
    const invalid = metrics.filter(({ verdict }) => verdict === 'invalid');
    return [...new Set(invalid.map(({ sentence }) => sentence))].map((sentence) => {
      const named = invalid.filter((one) => one.sentence === sentence).map(({ metric }) => metric);
      const which = named.length === metrics.length ? '' : ` · ${listed(named)}`;
      return `${scenario} (${driver}) · ${side}${which}: ${sentence}`;
    });
  });
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
