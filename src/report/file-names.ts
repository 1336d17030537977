/** The files of which a report consists, beside each other. */
export const reportName = 'PERFORMANCE_REPORT.md';

/** The picture of the speed-ups. */
export const chartName = 'speedups.svg';

export function latencyChartName(scenario: string, driver: string): string {
  return `latency-${scenario}-${driver}.svg`;
}

export function capacityChartName(scenario: string): string {
  return `capacity-${scenario}.svg`;
}

/** The pictures of ours that a report, as Markdown, shows. */
export function chartNamesIn(report: string): readonly string[] {
  const shown = report.matchAll(/\]\(((?:speedups|(?:latency|capacity)-[\w-]+)\.svg)\)/g);
  return Array.from(shown, ([, name = '']) => name);
}
