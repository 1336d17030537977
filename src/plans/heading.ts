import { textOf, type Raw } from './raw.ts';

/**
 * The node's type as EXPLAIN's text form has it, which says more than the JSON's "Node Type":
 * "Parallel Seq Scan", "Finalize GroupAggregate", "Hash Left Join", "Index Scan Backward".
 * After PostgreSQL's `ExplainNode` (src/backend/commands/explain.c).
 */
export function typeOf(raw: Raw): string {
  const words = [
    raw['Parallel Aware'] === true ? 'Parallel' : null,
    raw['Async Capable'] === true ? 'Async' : null,
    partialMode(raw),
    nameOf(raw),
    textOf(raw, 'Scan Direction') === 'Backward' ? 'Backward' : null,
  ];
  return words.filter((word) => word !== null).join(' ');
}

/** The node's line in EXPLAIN's text form, without figures: "Index Scan using orders_pkey on orders o". */
export function labelOf(raw: Raw): string {
  const index = textOf(raw, 'Index Name');
  const target = targetOf(raw);
  if (index !== null && target === null) return `${typeOf(raw)} on ${index}`;
  return typeOf(raw) + (index === null ? '' : ` using ${index}`) + (target === null ? '' : ` on ${target}`);
}

function partialMode(raw: Raw): string | null {
  const mode = textOf(raw, 'Partial Mode');
  return mode === 'Simple' ? null : mode;
}

function nameOf(raw: Raw): string {
  const type = textOf(raw, 'Node Type') ?? 'Unknown';
  const strategy = textOf(raw, 'Strategy');
  const join = textOf(raw, 'Join Type');
  switch (type) {
    case 'Aggregate':
      return (
        { Sorted: 'GroupAggregate', Hashed: 'HashAggregate', Mixed: 'MixedAggregate' }[strategy ?? ''] ?? type
      );
    case 'SetOp':
      return [strategy === 'Hashed' ? 'HashSetOp' : type, textOf(raw, 'Command')].filter(Boolean).join(' ');
    case 'ModifyTable':
      return textOf(raw, 'Operation') ?? type;
    case 'Foreign Scan':
      return withoutSelect(textOf(raw, 'Operation')) ?? type;
    case 'Custom Scan':
      return `${type} (${textOf(raw, 'Custom Plan Provider') ?? 'unknown'})`;
    case 'Nested Loop':
    case 'Hash Join':
    case 'Merge Join':
      return join === null || join === 'Inner' ? type : `${type.replace(' Join', '')} ${join} Join`;
    default:
      return type;
  }
}

function withoutSelect(operation: string | null): string | null {
  return operation === null || operation === 'Select' ? null : `Foreign ${operation}`;
}

/** What is scanned or changed: a relation, a function, a CTE; with its alias where that is another name. */
function targetOf(raw: Raw): string | null {
  const alias = textOf(raw, 'Alias');
  const name = textOf(raw, 'Relation Name') ?? textOf(raw, 'Function Name') ?? textOf(raw, 'CTE Name');
  if (name === null) return alias;
  const schema = textOf(raw, 'Schema');
  const qualified =
    schema === null || schema === 'public' || schema === 'pg_catalog' ? name : `${schema}.${name}`;
  return alias === null || alias === name ? qualified : `${qualified} ${alias}`;
}
