import type { Condition, Plan, PlanNode } from '../record/plan.ts';
import { nodesOf } from './walk.ts';

/** A plan's identity at three levels: plans that agree on one agree on those before it. Free of costs and literals. */
export interface Fingerprint {
  /** Which access method and index for each relation: "orders: Bitmap Heap Scan (orders_a, orders_b)". */
  readonly access: string;
  /** The tree of nodes: "Limit(Sort(Seq Scan orders))". */
  readonly shape: string;
  /** The shape, and which condition is applied where, and the sort keys. */
  readonly strict: string;
}

export function fingerprint(plan: Plan): Fingerprint {
  return {
    access: [...accesses([plan])].map(([relation, method]) => `${relation}: ${method}`).join('; '),
    shape: treeOf(plan.root, () => ''),
    strict: treeOf(plan.root, details),
  };
}

/** How each relation is reached, by relation in alphabetical order; one that is reached twice has both ways. */
export function accesses(plans: readonly Plan[]): ReadonlyMap<string, string> {
  const ways = plans
    .flatMap(nodesOf)
    .filter((node) => node.relation !== null)
    .map((node) => [node.relation ?? '', wayOf(node)] as const);
  const relations = [...new Set(ways.map(([relation]) => relation))].toSorted();
  return new Map(
    relations.map((relation) => [
      relation,
      [...new Set(ways.filter((way) => way[0] === relation).map((way) => way[1]))].toSorted().join(' + '),
    ]),
  );
}

/** Without "Parallel": how many processes share the work does not change the way. */
function wayOf(node: PlanNode): string {
  const indexes = node.index === null ? bitmapIndexes(node) : [node.index];
  const type = node.type.replace(/^Parallel /, '');
  return indexes.length === 0 ? type : `${type} (${indexes.join(', ')})`;
}

function bitmapIndexes(node: PlanNode): readonly string[] {
  if (!node.type.endsWith('Bitmap Heap Scan')) return [];
  const collect = (bitmap: PlanNode): readonly string[] =>
    bitmap.index === null ? bitmap.children.flatMap(collect) : [bitmap.index];
  return [...new Set(node.children.flatMap(collect))].toSorted();
}

function treeOf(node: PlanNode, detail: (node: PlanNode) => string): string {
  const name = [node.type, node.relation, node.index].filter((part) => part !== null).join(' ');
  const children = node.children.map((child) => treeOf(child, detail));
  return name + detail(node) + (children.length === 0 ? '' : `(${children.join(', ')})`);
}

function details(node: PlanNode): string {
  const conditions = node.conditions.map(({ kind, text }: Condition) => `${kind}: ${withoutLiterals(text)}`);
  const keys =
    node.sortKeys.length === 0 ? [] : [`Sort Key: ${node.sortKeys.map(withoutLiterals).join(', ')}`];
  const all = [...conditions, ...keys];
  return all.length === 0 ? '' : `[${all.join('; ')}]`;
}

/**
 * The condition with `?` for each literal and parameter, casts of them included,
 * so that custom and generic plans, and plans for other values, can agree.
 */
export function withoutLiterals(text: string): string {
  return text
    .replaceAll(quotedOrLiteral, (found) => (found.startsWith('"') ? found : '?'))
    .replaceAll(castLiteral, '?')
    .replaceAll('(?)', '?');
}

/** Quoted names are recognised too, since what looks like a literal within one is none. */
const quotedOrLiteral = /"(?:[^"]|"")*"|E?'(?:[^']|'')*'|\$\d+\b|(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi;

/** `?::text`, `(?)::character varying(?)`, `?::timestamp without time zone[]`. */
const castLiteral =
  /(?:\?|\(\?\))(?:::(?:"[^"]*"|[a-z_][\w.]*)(?: (?:varying|precision|with(?:out)? time zone))*(?:\(\?(?:, ?\?)*\))?(?:\[\])*)+/gi;
