import { eachShapeOnce } from '../../plans/executions.ts';
import { fingerprint } from '../../plans/fingerprint.ts';
import type { Plan } from '../../record/plan.ts';
import type { Cell } from '../../record/experiment.ts';
import { differenceBetween, settledPlans } from '../cells.ts';
import { blocks, details, fenced, text } from '../markdown-text.ts';
import { planTrees } from '../plan-tree.ts';
import { listed } from '../words.ts';
import type { CellPair } from './cell-pairs.ts';

/** What GitHub shows of a line without scrolling. */
const width = 110;

/**
 * The trees, folded away: before and after for each variant; what has been shown is referred to.
 *
 * @param id of the experiment
 * @param leading the variants to show for all classes; of the others one class must do, or the report grows too long
 */
export function planTreesPart(id: string, pairs: readonly CellPair[], leading: readonly string[]): string {
  const all = alike(pairs);
  const groups = all.filter(
    ([first], i) =>
      first !== undefined &&
      (leading.includes(first.variant.record.id) || all[i - 1]?.[0]?.variant !== first.variant),
  );
  return blocks(
    ...groups.map((group, i) =>
      treesOf(
        group,
        groups.slice(0, i).flatMap(([first]) => first ?? []),
      ),
    ),
    all.length > groups.length
      ? `\`bench plan ${id}\` shows the plans of all variants for all parameters.`
      : null,
  );
}

/** Classes of a variant with the same plans before and after stand together: one pair of trees will do for them. */
function alike(pairs: readonly CellPair[]): readonly (readonly CellPair[])[] {
  const keys = [...new Set(pairs.map(key))];
  return keys.map((wanted) => pairs.filter((pair) => key(pair) === wanted));
}

function key({ variant, before, after }: CellPair): string {
  return [variant.record.id, shapeOf(before), shapeOf(after)].join('\n');
}

function sameBefore(a: CellPair, b: CellPair): boolean {
  return shapeOf(a.before) === shapeOf(b.before);
}

function shapeOf({ plans }: Cell): string {
  return [...eachShapeOnce(plans.custom), ...eachShapeOnce(plans.generic)]
    .map((plan) => fingerprint(plan).shape)
    .join('\n');
}

/** @param shown the pairs whose trees stand above */
function treesOf([pair, ...others]: readonly CellPair[], shown: readonly CellPair[]): string | null {
  if (pair === undefined) return null;
  const { variant, name, before, after } = pair;
  const summary = differenceBetween(before, after)?.summary ?? 'not known';
  const names = listed(others.map((other) => other.name));
  return details(
    `Plans: ${summary} (${variant.record.title}, ${name})`,
    blocks(
      ...settledTrees(pair, shown),
      names === '' ? null : `The same nodes for ${text(names)}.`,
      otherKind(pair, shown),
    ),
  );
}

/** Before and after; one tree where they are the same, and none of what is shown already. */
function settledTrees(pair: CellPair, shown: readonly CellPair[]): readonly string[] {
  const [before, after] = [pair.before, pair.after].map((cell) => planTrees(settledPlans(cell), width));
  const same = differenceBetween(pair.before, pair.after)?.level === 'none';
  const earlier = shown.find((other) => sameBefore(other, pair));
  if (earlier !== undefined) {
    const nodes = `the nodes that are shown under ${placeOf(earlier)}`;
    return same ? [`Before and after: ${nodes}.`] : [`Before: ${nodes}. After:`, tree(after)];
  }
  return [
    same
      ? tree(['before, and the same nodes after', ...(before ?? [])])
      : tree(['before', ...(before ?? []), '', 'after', ...(after ?? [])]),
  ];
}

/** The plans that are not used, where they are others: what another driver, or another setting, would get. */
function otherKind(pair: CellPair, shown: readonly CellPair[]): string | null {
  const others = otherPlans(pair);
  if (others.length === 0) return null;
  const kinds = listed([...new Set(others.map(({ mode }) => mode))]);
  const drawn = tree(planTrees(others, width));
  const earlier = shown.find((other) => tree(planTrees(otherPlans(other), width)) === drawn);
  return earlier === undefined
    ? blocks(`PostgreSQL does not settle on these ${kinds} plans, which are others:`, drawn)
    : `PostgreSQL does not settle on the ${kinds} plans, which are those under ${placeOf(earlier)}.`;
}

function otherPlans({ after: { plans, settled } }: CellPair): readonly Plan[] {
  return plans.custom.flatMap((custom, i) => {
    const generic = plans.generic[i];
    if (generic === undefined || fingerprint(custom).shape === fingerprint(generic).shape) return [];
    return [settled?.[i] === 'generic' ? custom : generic];
  });
}

function placeOf({ variant, name }: CellPair): string {
  return text(`${variant.record.title}, ${name}`);
}

function tree(lines: readonly string[] = []): string {
  return fenced(lines.join('\n'), 'text');
}
