import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import { BenchError } from '../errors.ts';
import type { Experiment } from './experiment.ts';
import type { Suite } from './suite.ts';

/** Commas between patterns, not those within braces. */
const separator = /,(?![^{]*\})/;

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
  const patterns = only.split(separator).map((pattern) => pattern.trim());
  const ids = suite.experiments.map(({ id }) => id);
  for (const pattern of patterns) {
    if (pattern === '' || !ids.some((id) => picomatch.isMatch(id, pattern))) {
      throw new BenchError('unknown-experiment', pattern, nearestFirst(ids, pattern));
    }
  }
  return suite.experiments.filter(({ id }) => picomatch.isMatch(id, patterns));
}

function nearestFirst(ids: readonly string[], pattern: string): readonly string[] {
  return ids.toSorted((a, b) => distance(a, pattern) - distance(b, pattern));
}
