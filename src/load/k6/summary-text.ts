/** What somebody who runs the script by hand reads at its end. Runs inside k6. */
import { grid } from '../../record/grid.ts';
import type { Distribution, TrafficRecord } from '../../record/load-round.ts';

/** A line per route: how many answers, how fast, what went wrong. */
export function summaryText({ total, routes, seconds, dropped }: TrafficRecord): string {
  const lines = [...routes, { name: 'all', ...total }].map(({ name, answered, mishaps, service }) => {
    const wrong = Object.entries(mishaps).map(([kind, count]) => `${count} ${kind}`);
    const times = [0.5, 0.95, 0.99].map((quantile) => time(service, quantile));
    const rate = (answered / seconds).toFixed(1);
    return [name.padEnd(28), rate.padStart(9), ...times, `  ${wrong.join(', ')}`].join(' ').trimEnd();
  });
  const head = ['route'.padEnd(28), 'answers/s', 'p50', 'p95', 'p99']
    .map((title, i) => (i < 2 ? title : title.padStart(10)))
    .join(' ');
  return [
    '',
    head,
    ...lines,
    ...(dropped > 0 ? [`${dropped} requests could not begin when they were due`] : []),
    '',
  ].join('\n');
}

function time(service: Distribution | null, quantile: number): string {
  const seconds = service?.quantiles[grid.indexOf(quantile)];
  return (seconds === undefined ? '-' : `${(seconds * 1000).toFixed(2)}ms`).padStart(10);
}
