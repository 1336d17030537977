import type { Budget, BudgetLimits } from './budget.ts';
import {
  isOfQueries,
  namesClass,
  namesQuery,
  namesRoute,
  queryName,
  routeName,
  type BudgetedSuite,
} from './budget-subjects.ts';

/**
 * What the checks are called that the budgets make, as waivers name them: `query:orders/recent:rare:buffers`,
 * `route:checkout/pay:p95`. Each once.
 */
export function checkIds({ experiments, scenarios = [], budgets = [] }: BudgetedSuite): readonly string[] {
  const ids = budgets.flatMap((budget) => {
    const subjects = isOfQueries(budget)
      ? experiments
          .filter((experiment) => namesQuery(budget, experiment))
          .flatMap((experiment) =>
            Object.keys(experiment.parameters)
              .filter((name) => namesClass(budget, name))
              .map((name) => `query:${queryName(experiment, name)}`),
          )
      : scenarios.flatMap((scenario) =>
          scenario.requests
            .filter(({ name }) => namesRoute(budget, scenario, name))
            .map(({ name }) => `route:${routeName(scenario, name)}`),
        );
    const metrics = Object.keys(limitsOf(budget));
    return subjects.flatMap((subject) => metrics.map((metric) => `${subject}:${metric}`));
  });
  return [...new Set(ids)];
}

/** A budget without what it is about. */
export function limitsOf(budget: Budget): BudgetLimits {
  if (isOfQueries(budget)) {
    const { query: _, variant: __, classes: ___, ...limits } = budget;
    return limits;
  }
  const { route: _, ...limits } = budget;
  return limits;
}
