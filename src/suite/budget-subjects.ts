import picomatch from 'picomatch';
import type { Budget } from './budget.ts';
import type { Experiment } from './experiment.ts';
import type { Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';

/** A query that some budget names, in the form in which the application runs it. */
export interface QuerySubject {
  readonly experiment: Experiment;
  readonly variant: string;
  /** At least one. */
  readonly classes: readonly string[];
}

/** A scenario of which budgets name some requests. */
export interface RouteSubject {
  readonly scenario: Scenario;
  /** Names; at least one. */
  readonly requests: readonly string[];
}

/** What the budgets of a suite are about. */
export interface BudgetSubjects {
  readonly queries: readonly QuerySubject[];
  readonly routes: readonly RouteSubject[];
}

export type QueryBudget = Extract<Budget, { readonly query: string }>;
export type RouteBudget = Extract<Budget, { readonly route: string }>;

/** What a suite has to gate, and its budgets. */
export type BudgetedSuite = Pick<Suite, 'experiments' | 'scenarios' | 'budgets'>;

/** What a query in one of its parameter classes is called: "orders/recent:rare". */
export function queryName({ id }: Pick<Experiment, 'id'>, parameters: string): string {
  return `${id}:${parameters}`;
}

/** What a route of a scenario is called: "checkout/pay". */
export function routeName({ id }: Pick<Scenario, 'id'>, request: string): string {
  return `${id}/${request}`;
}

/** All that the budgets name, each once, in the suite's order. */
export function selectSubjects({ experiments, scenarios = [], budgets = [] }: BudgetedSuite): BudgetSubjects {
  const ofQueries = budgets.filter(isOfQueries);
  const ofRoutes = budgets.filter(isOfRoutes);
  return {
    queries: experiments.flatMap((experiment) => {
      const naming = ofQueries.filter((budget) => namesQuery(budget, experiment));
      const classes = Object.keys(experiment.parameters).filter((name) =>
        naming.some((budget) => namesClass(budget, name)),
      );
      const [first] = naming;
      if (first === undefined || classes.length === 0) return [];
      return [{ experiment, variant: variantOf(first, experiment), classes }];
    }),
    routes: scenarios.flatMap((scenario) => {
      const requests = scenario.requests
        .map(({ name }) => name)
        .filter((name) => ofRoutes.some((budget) => namesRoute(budget, scenario, name)));
      return requests.length === 0 ? [] : [{ scenario, requests }];
    }),
  };
}

/** All that budgets could name: each query as its baseline, and each route if there is an API to ask. */
export function everySubject({
  experiments,
  scenarios = [],
  targets = {},
}: Pick<Suite, 'experiments' | 'scenarios' | 'targets'>): BudgetSubjects {
  const asked = Object.keys(targets).length === 0 ? [] : scenarios;
  return selectSubjects({ experiments, scenarios: asked, budgets: [{ query: '**' }, { route: '**' }] });
}

export function isOfQueries(budget: Budget): budget is QueryBudget {
  return 'query' in budget;
}

export function isOfRoutes(budget: Budget): budget is RouteBudget {
  return 'route' in budget;
}

export function namesQuery({ query }: QueryBudget, { id }: Experiment): boolean {
  return picomatch.isMatch(id, query);
}

export function namesClass({ classes }: QueryBudget, name: string): boolean {
  return classes?.includes(name) ?? true;
}

export function namesRoute({ route }: RouteBudget, { id }: Scenario, request: string): boolean {
  return picomatch.isMatch(`${id}/${request}`, route);
}

/** The variant that a budget means; the baseline where it does not say. */
export function variantOf({ variant }: QueryBudget, { variants }: Experiment): string {
  return variant ?? Object.keys(variants)[0] ?? '';
}
