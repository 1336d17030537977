import { executedIn, total } from '../plans/executions.ts';
import { blocksTouched } from '../plans/walk.ts';
import type { Cell, ExperimentRecord } from '../record/experiment.ts';
import {
  historyVersion,
  type HistoryEntry,
  type HistorySubject,
  type HistoryTime,
} from '../record/history.ts';
import type { LoadRecord, SideRecord } from '../record/load.ts';
import type { Run } from '../record/run.ts';
import { typicalTime } from './effects.ts';
import { gateHistory } from './history-gate.ts';
import { countsOf, timesOf } from './history-values.ts';
import { judgeLoad } from './load.ts';
import type { LoadComparison } from './load-judgement.ts';

/** A run in one line: typical times and exact counts of all that was measured in it. */
export function historyEntryOf(run: Run): HistoryEntry {
  const { environment, dataset, gate } = run;
  const revision = gate === null ? environment.revision : gate.head;
  return {
    version: historyVersion,
    run: run.id,
    at: run.startedAt,
    commit: revision?.commit ?? null,
    dirty: revision?.dirty ?? false,
    machine: { cpu: environment.cpu, cores: environment.cores },
    suite: run.suite.name,
    server: run.server.version,
    data: dataset === null ? null : { scale: dataset.scale, hash: dataset.hash },
    subjects: [
      ...run.experiments.flatMap(queriesOf),
      ...run.loads.flatMap((load) => routesOf(load, run)),
      ...gateHistory(run),
    ].filter(({ times, counts }) => Object.keys({ ...times, ...counts }).length > 0),
  };
}

/** Every variant in every parameter class, the baseline too. */
function queriesOf({ id, variants, classes }: ExperimentRecord): readonly HistorySubject[] {
  return variants.flatMap((variant) =>
    classes.map(({ name, cells, rounds }): HistorySubject => {
      const cell = cells[variant.id];
      return {
        kind: 'query',
        name: `${id}:${variant.id}:${name}`,
        times: timesOf({ p50: typicalTime(rounds, variant.id) }),
        counts: cell === undefined ? {} : planCounts(cell),
      };
    }),
  );
}

/** Over all executions of one call, with the first parameter set and plans that know it. */
function planCounts({ plans: { custom } }: Cell): HistorySubject['counts'] {
  if (custom.length === 0) return {};
  return countsOf({
    statements: executedIn(custom),
    rows: total(custom, ({ root }) => root.rows),
    buffers: total(custom, blocksTouched),
    walBytes: total(custom, ({ wal }) => wal?.bytes ?? null),
  });
}

/** The whole mix and each route, for each side. */
function routesOf(load: LoadRecord, run: Run): readonly HistorySubject[] {
  return load.sides.flatMap((side) => {
    // Held against itself, so that the one rule decides which of its rounds may be read, whatever the other sides did.
    const [judged] = judgeLoad({ ...load, sides: [side, side] }, run);
    if (judged === undefined) return [];
    const name = (route: string) => `${load.scenario.id}${route}:${side.id}:${load.driver}`;
    return [
      { kind: 'route' as const, name: name(''), times: latencies(judged.comparisons), counts: {} },
      ...judged.routes.map((route) => ({
        kind: 'route' as const,
        name: name(`/${route.name}`),
        times: latencies(route.comparisons),
        counts: routeCounts(side, route.name),
      })),
    ];
  });
}

function latencies(comparisons: readonly LoadComparison[]): HistorySubject['times'] {
  const of = (metric: HistoryTime) =>
    comparisons.find((one) => one.metric === metric && one.verdict !== 'invalid')?.side;
  return timesOf({ p50: of('p50'), p95: of('p95') });
}

function routeCounts({ costs }: SideRecord, route: string): HistorySubject['counts'] {
  const cost = costs?.find(({ name }) => name === route);
  if (cost === undefined) return {};
  const { statements, rows, blocks, walBytes } = cost;
  return countsOf({ statements, rows, buffers: blocks, walBytes });
}
