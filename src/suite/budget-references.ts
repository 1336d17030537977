import type { Budget } from './budget.ts';
import {
  isOfQueries,
  namesQuery,
  namesRoute,
  variantOf,
  type QueryBudget,
  type RouteBudget,
} from './budget-subjects.ts';
import type { Experiment } from './experiment.ts';
import type { Misfit } from './misfit.ts';
import { nearestFirst } from './nearest.ts';
import type { Suite } from './suite.ts';

/**
 * Budgets of what is not there, which could never break: globs that match nothing, unknown variants and classes.
 * And what the gate could not decide: an experiment as two variants, a target that there is not.
 */
export function brokenBudgets(suite: Suite): readonly Misfit[] {
  const { experiments, budgets = [] } = suite;
  return [
    ...budgets.flatMap((budget, i) =>
      isOfQueries(budget)
        ? queryMisfits(suite, budget, ['budgets', i])
        : routeMisfits(suite, budget, ['budgets', i]),
    ),
    ...experiments.flatMap((experiment) => twoVariants(experiment, budgets)),
    ...unknownTarget(suite),
  ];
}

function queryMisfits({ experiments }: Suite, budget: QueryBudget, at: Misfit['path']): readonly Misfit[] {
  const named = experiments.filter((experiment) => namesQuery(budget, experiment));
  if (named.length === 0) {
    const ids = experiments.map(({ id }) => id);
    return [{ path: [...at, 'query'], message: noneMatches('experiment', budget.query, ids) }];
  }
  return [
    ...named.flatMap(({ id, variants }) => {
      const { variant } = budget;
      if (variant === undefined || variants[variant] !== undefined) return [];
      const known = Object.keys(variants).join(', ');
      return [{ path: [...at, 'variant'], message: `${id} has no variant "${variant}": ${known}` }];
    }),
    ...classMisfits(budget, named, at),
  ];
}

/** Each class has to be one of some experiment, and each experiment has to have some: nothing is passed over in silence. */
function classMisfits({ classes }: QueryBudget, named: readonly Experiment[], at: Misfit['path']) {
  if (classes === undefined) return [];
  const known = [...new Set(named.flatMap(({ parameters }) => Object.keys(parameters)))];
  const unknown = classes.flatMap((name, n) =>
    known.includes(name)
      ? []
      : [
          {
            path: [...at, 'classes', n],
            message: `no parameter class is called "${name}": ${known.join(', ')}`,
          },
        ],
  );
  if (unknown.length > 0) return unknown;
  return named
    .filter(({ parameters }) => !classes.some((name) => parameters[name] !== undefined))
    .map(({ id, parameters }) => ({
      path: [...at, 'classes'],
      message: `${id} has none of them: ${Object.keys(parameters).join(', ')}`,
    }));
}

function routeMisfits({ scenarios = [] }: Suite, budget: RouteBudget, at: Misfit['path']): readonly Misfit[] {
  const named = scenarios.some((scenario) =>
    scenario.requests.some(({ name }) => namesRoute(budget, scenario, name)),
  );
  if (named) return [];
  const known = scenarios.flatMap(({ id, requests }) => requests.map(({ name }) => `${id}/${name}`));
  return [{ path: [...at, 'route'], message: noneMatches('request of a scenario', budget.route, known) }];
}

function twoVariants(experiment: Experiment, budgets: readonly Budget[]): readonly Misfit[] {
  const naming = budgets.flatMap((budget, i) =>
    isOfQueries(budget) && namesQuery(budget, experiment)
      ? [{ i, variant: variantOf(budget, experiment) }]
      : [],
  );
  const [first] = naming;
  return naming
    .filter(({ variant }) => variant !== first?.variant)
    .map(({ i, variant }) => ({
      path: ['budgets', i],
      message: `is about ${experiment.id} as "${variant}", and budgets[${first?.i}] as "${first?.variant}": an application runs one of them`,
    }));
}

function unknownTarget({ gate, targets = {} }: Suite): readonly Misfit[] {
  const target = gate?.target;
  if (target === undefined || targets[target] !== undefined) return [];
  const known = Object.keys(targets);
  const message =
    known.length === 0 ? 'the suite has no targets' : `no target is called "${target}": ${known.join(', ')}`;
  return [{ path: ['gate', 'target'], message }];
}

function noneMatches(what: string, glob: string, known: readonly string[]): string {
  if (known.length === 0) return `no ${what} matches "${glob}": there is none`;
  const nearest = nearestFirst(known, glob).slice(0, 3).join(', ');
  return `no ${what} matches "${glob}": ${nearest}${known.length > 3 ? ', …' : ''}`;
}
