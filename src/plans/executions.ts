import type { Plan } from '../record/plan.ts';
import { fingerprint } from './fingerprint.ts';

/** How often a call executes what the plan is of; once where that was not counted. */
function executionsOf({ executions = 1 }: Pick<Plan, 'executions'>): number {
  return executions;
}

/** How many statements a call executes, those that have a plan. */
export function executedIn(plans: readonly Plan[]): number {
  return plans.reduce((sum, plan) => sum + executionsOf(plan), 0);
}

/** A figure over all executions of a call; null where a plan that is executed does not have it. */
export function total(plans: readonly Plan[], figure: (plan: Plan) => number | null): number | null {
  return plans
    .filter((plan) => executionsOf(plan) > 0)
    .reduce<number | null>((sum, plan) => {
      const one = figure(plan);
      return sum === null || one === null ? null : sum + executionsOf(plan) * one;
    }, 0);
}

/** Of each statement its plans of different shapes: the first of each stands for all, with the number of their executions. */
export function eachShapeOnce(plans: readonly Plan[]): readonly Plan[] {
  const found = new Map<string, Plan>();
  for (const plan of plans) {
    const key = `${plan.statement}\n${fingerprint(plan).shape}`;
    const first = found.get(key);
    const executions = executedIn(first === undefined ? [plan] : [first, plan]);
    found.set(key, first === undefined ? plan : { ...first, executions });
  }
  return [...found.values()];
}
