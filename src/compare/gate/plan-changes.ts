import { planDifference } from '../../plans/difference.ts';
import { fingerprint } from '../../plans/fingerprint.ts';
import type { GateSubject } from '../../record/gate.ts';
import type { Plan } from '../../record/plan.ts';
import type { PlanChange } from './judgement.ts';

/** A statement of both sides, or of one. */
interface Match {
  readonly base: number | null;
  readonly head: number | null;
}

/** Statements whose plan has another shape than it had, or that only one side asks for. */
export function planChanges({ base, head }: GateSubject): readonly PlanChange[] {
  if (base === null || head === null || base.failure !== null || head.failure !== null) return [];
  return matched(base.plans, head.plans, [...base.unplanned, ...head.unplanned]).flatMap((match) => {
    const [before, after] = [planAt(base.plans, match.base), planAt(head.plans, match.head)];
    return changeOf(match, before, after);
  });
}

/** Whether the head has no statement that had another shape on the base. What is new had none. */
export function hasChangedShape({ base, head }: PlanChange): boolean {
  return base !== null && head !== null;
}

function changeOf(match: Match, before: Plan | null, after: Plan | null): readonly PlanChange[] {
  if (before === null) {
    return after === null
      ? []
      : [{ ...match, statement: after.statement, sentence: `a new statement: ${after.root.label}` }];
  }
  if (after === null)
    return [{ ...match, statement: before.statement, sentence: 'no longer a statement of it' }];
  if (fingerprint(before).shape === fingerprint(after).shape) return [];
  return [{ ...match, statement: after.statement, sentence: planDifference([before], [after]).summary }];
}

/**
 * Which statement of the head is which of the base: the one with the same text, and of those that are left the first
 * is the first. In the head's order; what is gone comes last.
 *
 * @param unplanned texts whose plan is not known on one side: there they are neither new nor gone, nor another one
 */
function matched(
  base: readonly Plan[],
  head: readonly Plan[],
  unplanned: readonly string[],
): readonly Match[] {
  const left = new Set(base.keys());
  const take = (index: number | undefined): number | null => {
    if (index === undefined) return null;
    left.delete(index);
    return index;
  };
  const byText = head.map(({ statement }) =>
    take([...left].find((index) => base[index]?.statement === statement)),
  );
  const isKnown = (plan: Plan | undefined) => plan !== undefined && !unplanned.includes(plan.statement);
  for (const index of left) if (!isKnown(base[index])) left.delete(index);
  const all = byText.flatMap((found, i): Match | readonly Match[] => {
    if (found === null && !isKnown(head[i])) return [];
    return { head: i, base: found ?? take([...left][0]) };
  });
  return [...all, ...[...left].map((index): Match => ({ base: index, head: null }))];
}

function planAt(plans: readonly Plan[], index: number | null): Plan | null {
  return index === null ? null : (plans[index] ?? null);
}
