import type { Judgement } from '../../compare/judgement.ts';
import type { ScenarioRecord } from '../../record/load.ts';
import type { Run } from '../../record/run.ts';
import type { Chart } from '../chart.ts';
import { footnotes, type Footnotes } from '../footnotes.ts';
import { capacityChartName, chartName, latencyChartName } from '../file-names.ts';
import { capacityChart, latencyChart } from '../load-charts.ts';
import { slug, text } from '../markdown-text.ts';
import { speedupsChart } from '../speedups.ts';
import { experimentViews, type ExperimentView } from '../view.ts';

/** The headings of the second level that stand around the experiments', in order. */
export const sections = {
  claims: 'Claimed against measured',
  load: 'Under load',
  changes: 'What changed',
  method: 'How this was measured',
  data: 'The data',
  warnings: 'Warnings',
  reproduce: 'Reproduce',
} as const;

/** The heading below which it stands how much load each side carries. */
export function capacityHeading({ title }: Pick<ScenarioRecord, 'title'>): string {
  return `Capacity: ${title}`;
}

/** What every section of the report is made from. */
export interface Page {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly experiments: readonly ExperimentView[];
  /** The pictures that there are, by file name: of what was timed, and of the load. */
  readonly charts: ReadonlyMap<string, Chart>;
  /** Numbered through the whole report. */
  readonly notes: Footnotes;
  /** A link to a section, to an experiment by its id, or to what a scenario's sides carry. */
  link(label: string, heading: string): string;
}

export function page(run: Run, judgement: Judgement): Page {
  const experiments = experimentViews(run, judgement);
  const { claims, load, changes, ...closing } = sections;
  const headings = [
    claims,
    ...(run.loads.length + run.capacities.length > 0 ? [load] : []),
    ...run.capacities.map(({ scenario }) => capacityHeading(scenario)),
    changes,
    ...experiments.map(({ record }) => record.id),
    ...Object.values(closing),
  ];
  const anchors = anchorsOf([run.suite.title, ...headings]);
  return {
    run,
    judgement,
    experiments,
    charts: chartsOf(run, judgement, experiments),
    notes: footnotes(),
    link: (label, heading) => `[${text(label)}](#${anchors.get(heading) ?? ''})`,
  };
}

/** Without the latencies of loads that are invalid: those that were given up are not among them. */
function chartsOf(
  { loads, capacities }: Run,
  judgement: Judgement,
  experiments: readonly ExperimentView[],
): ReadonlyMap<string, Chart> {
  const invalid = judgement.loads.filter((judged) => judged.invalid !== null);
  const readable = loads.filter(
    ({ scenario, driver }) => !invalid.some((one) => one.scenario === scenario.id && one.driver === driver),
  );
  const charts = [
    [chartName, speedupsChart(experiments)] as const,
    ...readable.map((load) => [latencyChartName(load.scenario.id, load.driver), latencyChart(load)] as const),
    ...capacities.map((one) => [capacityChartName(one.scenario.id), capacityChart(one)] as const),
  ];
  return new Map(charts.flatMap(([name, chart]) => (chart === null ? [] : [[name, chart] as const])));
}

/** As GitHub gives them out: where two headings come to the same, the later one gets a number. */
function anchorsOf(headings: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    headings.map((heading) => {
      const name = slug(heading);
      const before = taken.get(name);
      taken.set(name, (before ?? -1) + 1);
      return [heading, before === undefined ? name : `${name}-${before + 1}`];
    }),
  );
}

/** The notes that were made since the last call, a paragraph each. */
export function notesOf({ notes }: Page): string {
  return notes.pending().join('\n\n');
}
