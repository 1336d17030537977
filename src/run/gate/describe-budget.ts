import type { BudgetRecord } from '../../record/gate.ts';
import type { Budget, PlanBudget } from '../../suite/budget.ts';
import { isOfQueries } from '../../suite/budget-subjects.ts';
import { limitsOf } from '../../suite/check-ids.ts';

/** A budget of the suite as the record keeps it. Which variant it is about stands with what was measured. */
export function describeBudget(budget: Budget): BudgetRecord {
  const { plan, ...numbers } = limitsOf(budget);
  const limits = { ...numbers, ...(plan && { plan: describePlan(plan) }) };
  if (!isOfQueries(budget)) return { kind: 'route', names: budget.route, classes: null, limits };
  const { query, classes } = budget;
  return { kind: 'query', names: query, classes: classes === undefined ? null : [...classes], limits };
}

function describePlan({ noSequentialScanOn, uses, ...rest }: PlanBudget) {
  return {
    ...(noSequentialScanOn && { noSequentialScanOn: [...noSequentialScanOn] }),
    ...(uses && { uses: [...uses] }),
    ...rest,
  };
}
