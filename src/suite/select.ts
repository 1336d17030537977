import picomatch from 'picomatch';
import { BenchError } from '../errors.ts';
import type { Experiment } from './experiment.ts';
import { nearestFirst } from './nearest.ts';
import type { Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';
import type { Target } from './target.ts';

/** Commas between patterns, not those within braces. */
const separator = /,(?![^{]*\})/;

/** The globs of a list with commas: `orders/*,sessions/{get,put}`. */
export function patternsOf(only: string): string[] {
  return only.split(separator).map((pattern) => pattern.trim());
}

/**
 * The experiments whose ids match one of the globs (`orders/*,sessions/validate`), in the suite's order;
 * all of them if `only` is undefined.
 *
 * @throws BenchError where a pattern matches none.
 */
export function selectExperiments(
  suite: Pick<Suite, 'experiments'>,
  only: string | undefined,
): readonly Experiment[] {
  if (only === undefined) return suite.experiments;
  const patterns = patternsOf(only);
  const ids = suite.experiments.map(({ id }) => id);
  for (const pattern of patterns) {
    if (pattern === '' || !ids.some((id) => picomatch.isMatch(id, pattern))) {
      throw new BenchError('unknown-experiment', pattern, nearestFirst(ids, pattern));
    }
  }
  return suite.experiments.filter(({ id }) => picomatch.isMatch(id, patterns));
}

/**
 * The scenario of that id.
 *
 * @throws BenchError where there is none.
 */
export function selectScenario({ scenarios = [] }: Pick<Suite, 'scenarios'>, id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  throw new BenchError(
    'unknown-scenario',
    id,
    nearestFirst(
      scenarios.map((scenario) => scenario.id),
      id,
    ),
  );
}

/**
 * The suite's APIs that are asked for, the first as the baseline; all of them where `only` is undefined.
 *
 * @param only names, divided by commas
 * @throws BenchError where the suite has none, or none of that name.
 */
export function selectTargets(
  { targets = {} }: Pick<Suite, 'targets'>,
  only: string | undefined,
): readonly (readonly [id: string, target: Target])[] {
  const all = Object.entries(targets);
  const ids = all.map(([id]) => id);
  if (ids.length === 0) throw new BenchError('no-targets');
  const wanted = only?.split(',').map((id) => id.trim()) ?? ids;
  const strange = wanted.find((id) => !ids.includes(id));
  if (strange !== undefined) throw new BenchError('unknown-target', strange, nearestFirst(ids, strange));
  return all.filter(([id]) => wanted.includes(id));
}
