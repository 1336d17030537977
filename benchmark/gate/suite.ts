import { resolve } from 'node:path';
import suite from '../../bench.config.ts';
import type { Budget, Experiment, Suite, Target } from '../../src/index.ts';
import type { GateSideName } from '../../src/record/gate.ts';
import { queries, route, type Setting, type Truth } from './settings.ts';

const root = resolve(import.meta.dirname, '../..');
const inRoot = <Source>(source: Source): Source | string =>
  typeof source === 'string' ? resolve(root, source) : source;

/** No growth is allowed, so that it is the gate's own least effect and tolerance that decide. */
const noGrowth = { p50: { growth: 0 }, p95: { growth: 0 } } as const;

/**
 * The repository's suite with one route or two queries to gate, for a folder that is not the repository's: its own paths
 * are made absolute.
 *
 * @param schema what arranges the database of the API, as a file in the folder of the suite
 */
export function gatedSuite(
  { about, truth, connections }: Setting,
  side: GateSideName,
  schema: string,
): Suite {
  const { dataset, targets: { after } = {}, scenarios = [] } = suite;
  if (after === undefined) throw new TypeError('the suite has no API "after"');
  const fault = side === 'head' ? faultOf(truth) : {};
  const target: Target = { ...after, cwd: root, schema, env: { ...after.env, ...fault } };
  const budgets: readonly Budget[] =
    about === 'http' ? [{ route, ...noGrowth }] : queries.map((query) => ({ ...query, ...noGrowth }));
  return {
    ...suite,
    dataset: { ...dataset, schema: inRoot(dataset.schema), constraints: inRoot(dataset.constraints) },
    experiments: suite.experiments
      .filter(({ id }) => queries.some(({ query }) => query === id))
      .map(withAbsolutePaths),
    targets: { after: target },
    scenarios: scenarios.filter(({ id }) => route.startsWith(`${id}/`)),
    budgets,
    gate: { target: 'after', connections },
  };
}

/** The API's environment for it; empty where the truth is not one of the API's. */
function faultOf(truth: Truth): Readonly<Record<string, string>> {
  if (truth.kind === 'slower') return { FAULT: `slower=${truth.factor}` };
  if (truth.kind === 'stalls') return { FAULT: `stall=${truth.share}:${truth.milliseconds}` };
  return truth.kind === 'statements' ? { FAULT: `statements=${truth.extra}` } : {};
}

function withAbsolutePaths(experiment: Experiment): Experiment {
  const variants = Object.entries(experiment.variants).map(([name, variant]) => [
    name,
    variant.schema === undefined ? variant : { ...variant, schema: inRoot(variant.schema) },
  ]);
  return { ...experiment, variants: Object.fromEntries(variants) as Experiment['variants'] };
}
