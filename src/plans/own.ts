/** What is needed of a node to tell its own share of a figure from its children's. */
export interface Accounted<Node> {
  /** "CTE filtered", "InitPlan 1 (returns $0)"; null for an ordinary child. */
  readonly subplan: string | null;
  /** The CTE that the node scans. */
  readonly scans: string | null;
  /** All of the node's expressions, as one text. */
  readonly expressions: string;
  readonly children: readonly Node[];
}

/**
 * What each node spent itself, of a figure that EXPLAIN counts including children.
 * An ordinary child is part of its parent. A CTE and an InitPlan hang under one node but run inside another:
 * wherever their rows or values are first asked for. Charged to the parent, their time would count twice.
 *
 * @param total of a node including whatever ran inside it
 * @returns by node, never below 0
 */
export function ownShares<Node extends Accounted<Node>>(
  root: Node,
  total: (node: Node) => number,
): ReadonlyMap<Node, number> {
  const nodes = subtree(root);
  const own = new Map<Node, number>(nodes.map((node) => [node, total(node)]));
  const charge = (node: Node, amount: number) => {
    const charged = Math.min(own.get(node) ?? 0, amount);
    own.set(node, (own.get(node) ?? 0) - charged);
    return charged;
  };
  for (const parent of nodes) {
    for (const child of parent.children) {
      let rest = total(child);
      for (const payer of payersOf(child, parent, nodes)) rest -= charge(payer, rest);
    }
  }
  return own;
}

/** The nodes in which a child runs; the first pays as much as it has, then the next. */
function payersOf<Node extends Accounted<Node>>(
  child: Node,
  parent: Node,
  all: readonly Node[],
): readonly Node[] {
  const name = child.subplan;
  if (name === null) return [parent];
  if (name.startsWith('CTE ')) return all.filter((node) => node.scans === name.slice('CTE '.length));
  if (!name.startsWith('InitPlan ')) return [parent];
  const asking = subtree(parent, child).filter((node) => mentions(node.expressions, name));
  return asking.length > 0 ? asking : [parent];
}

/** `$0` for "InitPlan 1 (returns $0)"; `(InitPlan 1)` from PostgreSQL 17. */
function mentions(expressions: string, initPlan: string): boolean {
  const values = /\(returns (.+)\)/.exec(initPlan)?.[1]?.split(',') ?? [`(${initPlan})`];
  return values.some((value) => expressions.includes(value.trim()));
}

/** Children before parents, as they are executed. */
function subtree<Node extends Accounted<Node>>(node: Node, except?: Node): readonly Node[] {
  if (node === except) return [];
  return [...node.children.flatMap((child) => subtree(child, except)), node];
}
