import { fingerprint } from '../../plans/fingerprint.ts';
import type { Pair } from '../../plans/difference.ts';
import type { Plan } from '../../record/plan.ts';
import type { Cell } from '../../record/run.ts';
import { cellsOf, differenceBetween, kindsDiffer, settledPlans, type ClassCell } from '../cells.ts';
import { blocks, details, fenced, table, text } from '../markdown-text.ts';
import { planTree } from '../plan-tree.ts';
import { count, times } from '../units.ts';
import { listed } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';

/** What GitHub shows of a line without scrolling. */
const width = 110;

/** What the planner does otherwise: figures for each variant and class, and the trees to look them up in. */
export function plansPart(experiment: ExperimentView): string {
  const pairs = experiment.variants.map((variant) => pairsOf(experiment, variant));
  const rows = pairs.flatMap((ofVariant) => ofVariant.flatMap(figures));
  if (rows.length === 0) return '';
  return blocks(
    '**Plans**, before → after, of the first parameter set of each class:',
    table(
      [
        'variant',
        'parameters',
        'plan that is used',
        'buffers',
        'rows scanned',
        'rows removed',
        'worst estimate',
      ],
      rows,
    ),
    ...pairs.flatMap((ofVariant) => byShape(ofVariant).map(treesOf)),
  );
}

/** The cells of a variant and of the baseline in one class. */
interface CellPair {
  readonly variant: VariantView;
  readonly name: string;
  readonly before: Cell;
  readonly after: Cell;
}

function pairsOf({ record, baseline }: ExperimentView, variant: VariantView): readonly CellPair[] {
  return cellsOf(record, variant.record.id).flatMap(({ parameters, cell }: ClassCell) => {
    const before = parameters.cells[baseline.id];
    return before === undefined ? [] : [{ variant, name: parameters.name, before, after: cell }];
  });
}

function figures({ variant, name, before, after }: CellPair): readonly (readonly string[])[] {
  const difference = differenceBetween(before, after);
  if (difference === null) return [];
  const { buffers, scanned, removed, misestimate } = difference;
  return [
    [
      text(variant.record.title),
      text(name),
      kindsInWords(after),
      arrow(buffers, count),
      arrow(scanned, count),
      arrow(removed, count),
      arrow(misestimate, (factor) => (factor < 1.05 ? 'exact' : times(factor))),
    ],
  ];
}

function arrow({ before, after }: Pair, figure: (value: number) => string): string {
  const [from, to] = [before, after].map((value) => (value === null ? '–' : figure(value)));
  return from === to ? `${to}` : `${from} → ${to}`;
}

/** Whether PostgreSQL goes on planning for each value, or keeps the generic plan; and whether those differ at all. */
function kindsInWords(cell: Cell): string {
  const kinds = [...new Set(cell.settled ?? [])];
  const kind = kinds.length === 0 ? 'not known' : listed(kinds);
  return kindsDiffer(cell) ? `${kind}; the other kind differs` : kind;
}

function shapeOf(plan: Plan): string {
  return fingerprint(plan).shape;
}

/** Classes with the same plans before and after stand together: one pair of trees will do for them. */
function byShape(pairs: readonly CellPair[]): readonly (readonly CellPair[])[] {
  const key = ({ before, after }: CellPair) =>
    [before, after]
      .map((cell) => [...cell.plans.custom, ...cell.plans.generic].map(shapeOf).join('|'))
      .join('→');
  const keys = [...new Set(pairs.filter(({ after }) => after.plans.custom.length > 0).map(key))];
  return keys.map((wanted) => pairs.filter((pair) => key(pair) === wanted));
}

function treesOf(pairs: readonly CellPair[]): string {
  const [first, ...others] = pairs;
  if (first === undefined) return '';
  const { variant, name, before, after } = first;
  const difference = differenceBetween(before, after);
  const same = difference?.level === 'none';
  const summary = difference?.summary ?? 'the baseline has no plan';
  const alike =
    others.length === 0 ? null : `The same nodes for ${text(listed(others.map((pair) => pair.name)))}.`;
  return details(
    `Plans: ${summary} (${variant.record.title}, ${name})`,
    blocks(
      fenced((same ? trees(settledPlans(after)) : beforeAndAfter(before, after)).join('\n'), 'text'),
      alike,
      otherKind(after),
    ),
  );
}

function beforeAndAfter(before: Cell, after: Cell): readonly string[] {
  return ['before', ...trees(settledPlans(before)), '', 'after', ...trees(settledPlans(after))];
}

/** A tree for each statement; one that is executed again with the same nodes is shown once. */
function trees(plans: readonly Plan[]): readonly string[] {
  const seen = new Map(plans.toReversed().map((plan) => [`${plan.statement} ${shapeOf(plan)}`, plan]));
  return [...seen.values()]
    .toReversed()
    .flatMap((plan, i) => [...(i === 0 ? [] : ['']), ...planTree(plan, width)]);
}

/** The plans that are not used, where they are others: what a driver with or without prepared statements would get. */
function otherKind({ plans, settled }: Cell): string | null {
  const others = plans.custom.flatMap((custom, i) => {
    const generic = plans.generic[i];
    if (generic === undefined || shapeOf(custom) === shapeOf(generic)) return [];
    return [settled?.[i] === 'generic' ? custom : generic];
  });
  const [first] = others;
  if (first === undefined) return null;
  const knows = first.mode === 'custom' ? 'knows the values' : 'does not know the values';
  return blocks(
    `The ${first.mode} plan, which ${knows} of the parameters, is another one:`,
    fenced(trees(others).join('\n'), 'text'),
  );
}
