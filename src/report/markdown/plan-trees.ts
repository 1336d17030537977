import { fingerprint } from '../../plans/fingerprint.ts';
import type { Plan } from '../../record/plan.ts';
import type { Cell } from '../../record/experiment.ts';
import { differenceBetween, settledPlans } from '../cells.ts';
import { blocks, details, fenced, text } from '../markdown-text.ts';
import { planTree } from '../plan-tree.ts';
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
  const groups = alike(pairs).filter(
    ([first], i, all) =>
      first !== undefined &&
      (leading.includes(first.variant.record.id) || all[i - 1]?.[0]?.variant !== first.variant),
  );
  const cutShort = alike(pairs).length > groups.length;
  return blocks(
    ...groups.flatMap(([first, ...others], i) => {
      if (first === undefined) return [];
      const earlier = groups.slice(0, i).find(([pair]) => pair !== undefined && sameBefore(pair, first))?.[0];
      return [treesOf(first, others, earlier)];
    }),
    cutShort ? `\`bench plan ${id}\` shows the plans of all variants for all parameters.` : null,
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
  return [...plans.custom, ...plans.generic].map((plan) => fingerprint(plan).shape).join('\n');
}

function treesOf(pair: CellPair, others: readonly CellPair[], earlier: CellPair | undefined): string {
  const { variant, name, before, after } = pair;
  const difference = differenceBetween(before, after);
  const summary = difference?.summary ?? 'not known';
  const names = listed(others.map((other) => other.name));
  const shown =
    earlier === undefined
      ? ['before', ...trees(settledPlans(before)), '', 'after', ...trees(settledPlans(after))]
      : trees(settledPlans(after));
  const where = earlier === undefined ? '' : `${earlier.variant.record.title}, ${earlier.name}`;
  return details(
    `Plans: ${summary} (${variant.record.title}, ${name})`,
    blocks(
      earlier === undefined ? null : `Before: the nodes that are shown under ${text(where)}. After:`,
      fenced(shown.join('\n'), 'text'),
      names === '' ? null : `The same nodes for ${text(names)}.`,
      otherKind(after),
    ),
  );
}

/** A tree for each statement; one that is executed again with the same nodes is shown once. */
function trees(plans: readonly Plan[]): readonly string[] {
  const seen = new Set<string>();
  return plans.flatMap((plan) => {
    const key = `${plan.statement}\n${fingerprint(plan).shape}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [...(seen.size === 1 ? [] : ['']), ...planTree(plan, width)];
  });
}

/** The plans that are not used, where they are others: what another driver, or another setting, would get. */
function otherKind({ plans, settled }: Cell): string | null {
  const others = plans.custom.flatMap((custom, i) => {
    const generic = plans.generic[i];
    if (generic === undefined || fingerprint(custom).shape === fingerprint(generic).shape) return [];
    return [settled?.[i] === 'generic' ? custom : generic];
  });
  if (others.length === 0) return null;
  const kinds = listed([...new Set(others.map(({ mode }) => mode))]);
  return blocks(
    `PostgreSQL does not settle on these ${kinds} plans, which are others:`,
    fenced(trees(others).join('\n'), 'text'),
  );
}
