import type { LoadJudgement } from '../../compare/load-judgement.ts';
import type { LoadRecord } from '../../record/load.ts';
import { metricChange, metricName } from '../load-words.ts';
import { blocks, details, table, text, unbroken } from '../markdown-text.ts';
import { count, size } from '../units.ts';
import { plural } from '../words.ts';
import { remedyFor, seen } from './load-metrics.ts';
import type { Page } from './page.ts';

/** p50 and p95 of each route, with a note where one cannot be told; nothing where the mix has one route alone. */
export function routesPart(page: Page, load: LoadRecord, judged: LoadJudgement): string {
  const { routes, baseline, side } = judged;
  if (routes.length < 2) return '';
  const { timeout } = load.scenario;
  const rows = routes.flatMap(({ name, comparisons }) =>
    comparisons.map((comparison) => [
      text(name),
      metricName(comparison.metric),
      seen(comparison, 'baseline', timeout),
      seen(comparison, 'side', timeout),
      comparison.verdict === 'invalid'
        ? `invalid ${page.notes.mark(text(comparison.sentence), remedyFor(page, load, judged, comparison, name))}`
        : `${comparison.verdict}: ${unbroken(metricChange(comparison))}`,
    ]),
  );
  return details(
    `Latency of ${plural(routes.length, 'route')}`,
    table(['route', '', text(baseline), text(side), 'change'], rows),
  );
}

/** What a request costs the database: on average over so many, the same for both sides. */
export function costsPart({ routes, baseline, side }: LoadJudgement): string {
  const known = routes.filter(({ costs }) => costs.baseline !== null || costs.side !== null);
  if (known.length === 0) return '';
  const rows = known.map(({ name, costs: { baseline: before, side: after } }) => [
    text(name),
    requestsInWords(before?.requests, after?.requests),
    pair(before?.statements, after?.statements, count),
    pair(before?.blocks, after?.blocks, (blocks) => count(Math.round(blocks))),
    pair(before?.walBytes, after?.walBytes, size),
  ]);
  return details(
    `What a request costs the database, ${baseline} → ${side}`,
    blocks(
      'Averages over the first requests of the route, the same for both sides, sent alone and one after another. Statements repeat exactly; blocks and WAL are of these requests.',
      table(['route', 'requests', 'statements', 'blocks', 'WAL'], rows, [
        'requests',
        'statements',
        'blocks',
        'WAL',
      ]),
    ),
  );
}

/** "20"; "3 → 20" where not as many were counted, as in older records. */
function requestsInWords(before: number | undefined, after: number | undefined): string {
  return before === after && before !== undefined ? count(before) : pair(before, after, count);
}

/** From one side to the other: "2 → 1". */
export function pair(
  before: number | undefined,
  after: number | undefined,
  show: (value: number) => string,
): string {
  return unbroken(
    `${before === undefined ? '–' : show(before)} → ${after === undefined ? '–' : show(after)}`,
  );
}
