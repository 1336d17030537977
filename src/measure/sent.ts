import type { Execution } from '../database/conversation.ts';

/** A statement as an application sent it, of which several executions were overheard. */
export interface Sent extends Omit<Execution, 'values'> {
  /** Of its first executions. */
  readonly values: readonly Execution['values'][];
}

/** As many as PostgreSQL plans with known values before it considers a generic plan, and one more. */
const remembered = 6;

/** The statements of some executions, each once, in the order of their first. */
export function statementsOf(executions: readonly Execution[]): readonly Sent[] {
  const statements = new Map<string, Sent>();
  for (const { values, ...execution } of executions) {
    const { text, named, types, options } = execution;
    const key = JSON.stringify([text, named, types, options]);
    const earlier = statements.get(key)?.values ?? [];
    if (earlier.length === remembered) continue;
    statements.set(key, { ...(statements.get(key) ?? execution), values: [...earlier, values] });
  }
  return [...statements.values()];
}
