import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { brokenBudgets } from './budget-references.ts';
import type { Experiment } from './experiment.ts';
import type { Misfit } from './misfit.ts';
import type { Explanation, Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';

/**
 * What the parts of a suite say of each other, where that does not hold: ids used twice, variants and parameters
 * that are not there, SQL files that do not exist, budgets of nothing. `folder` is where the paths of SQL files start.
 */
export function brokenReferences(suite: Suite, folder: string): readonly Misfit[] {
  return [
    ...['schema' as const, 'constraints' as const].flatMap((part) =>
      missingFile(suite.dataset[part], folder, ['dataset', part]),
    ),
    ...suite.experiments.flatMap((experiment, i) => {
      const at = ['experiments', i];
      return [
        ...usedBefore('experiments', suite.experiments, i),
        ...baselineWithoutRun(experiment, at),
        ...claimOfNobody(experiment, at),
        ...unknownParameters(experiment, at),
        ...Object.entries(experiment.variants).flatMap(([id, { schema }]) =>
          missingFile(schema, folder, [...at, 'variants', id, 'schema']),
        ),
      ];
    }),
    ...Object.entries(suite.targets ?? {}).flatMap(([id, { schema }]) =>
      missingFile(schema, folder, ['targets', id, 'schema']),
    ),
    ...scenariosWithoutTargets(suite),
    ...(suite.scenarios ?? []).flatMap((scenario, i) => scenarioMisfits(suite, scenario, i)),
    ...brokenBudgets(suite),
  ];
}

function scenariosWithoutTargets({ scenarios = [], targets }: Suite): readonly Misfit[] {
  if (scenarios.length === 0 || targets !== undefined) return [];
  return [{ path: ['targets'], message: 'there are scenarios, and no API that they could be run against' }];
}

function scenarioMisfits({ scenarios = [], experiments }: Suite, scenario: Scenario, i: number) {
  const at = ['scenarios', i];
  const unexplained = scenario.requests.flatMap(({ explainedBy }, n) => {
    if (explainedBy === undefined) return [];
    const missing = missingExplanation(experiments, explainedBy);
    return missing === null ? [] : [{ path: [...at, 'requests', n, 'explainedBy'], message: missing }];
  });
  return [...usedBefore('scenarios', scenarios, i), ...unexplained];
}

/** What of an explanation is not there; null where all of it is. */
function missingExplanation(experiments: readonly Experiment[], explained: Explanation): string | null {
  const experiment = experiments.find(({ id }) => id === explained.experiment);
  if (experiment === undefined) return `no experiment is called "${explained.experiment}"`;
  const { id, variants, parameters } = experiment;
  if (variants[explained.variant] === undefined) {
    return `${id} has no variant "${explained.variant}": ${Object.keys(variants).join(', ')}`;
  }
  if (explained.class === undefined || parameters[explained.class] !== undefined) return null;
  return `${id} has no parameter class "${explained.class}": ${Object.keys(parameters).join(', ')}`;
}

function usedBefore(list: string, all: readonly { readonly id: string }[], i: number): readonly Misfit[] {
  const id = all[i]?.id;
  const first = all.findIndex((one) => one.id === id);
  if (first === i) return [];
  return [{ path: [list, i, 'id'], message: `"${id}" is the id of ${list}[${first}] already` }];
}

function baselineWithoutRun({ variants }: Experiment, at: Misfit['path']): readonly Misfit[] {
  const [id, baseline] = Object.entries(variants)[0] ?? [];
  if (id === undefined || baseline?.run !== undefined) return [];
  return [{ path: [...at, 'variants', id, 'run'], message: 'the baseline (the first variant) must have it' }];
}

function claimOfNobody({ claim, variants }: Experiment, at: Misfit['path']): readonly Misfit[] {
  const [baseline, ...others] = Object.keys(variants);
  return (['asWritten', 'repaired'] as const).flatMap((part) => {
    const id = claim?.[part];
    if (id === undefined || others.includes(id)) return [];
    const message =
      id === baseline
        ? `"${id}" is the baseline, which nothing is claimed of`
        : `no variant is called "${id}": ${others.join(', ')}`;
    return [{ path: [...at, 'claim', part], message }];
  });
}

/** Of lists only: which columns a query will have, and what a function will return, is known when they run. */
function unknownParameters({ parameters, variants }: Experiment, at: Misfit['path']): readonly Misfit[] {
  const sets = Object.entries(parameters).flatMap(([name, sets]) =>
    Array.isArray(sets)
      ? sets.map((set, i) => ({ place: `parameters.${name}[${i}]`, known: Object.keys(set) }))
      : [],
  );
  return Object.entries(variants).flatMap(([id, { run }]) => {
    if (run === undefined || typeof run === 'function') return [];
    return sets.flatMap(({ place, known }) =>
      run.parameters
        .filter((parameter) => !known.includes(parameter))
        .map((parameter) => ({
          path: [...at, 'variants', id, 'run'],
          message: `takes "${parameter}", which ${place} does not have`,
        })),
    );
  });
}

function missingFile(source: unknown, folder: string, path: Misfit['path']): readonly Misfit[] {
  if (typeof source !== 'string' || existsSync(resolve(folder, source))) return [];
  return [{ path, message: `there is no file ${source} beside the suite` }];
}
