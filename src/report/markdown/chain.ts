import type { LoadJudgement } from '../../compare/load-judgement.ts';
import type { LoadRecord, ScenarioRecord } from '../../record/load.ts';
import { differenceBetween, planChangeInBrief, planFigures } from '../cells.ts';
import { changeInWords, mostFavourable } from '../measured.ts';
import { metricChange } from '../load-words.ts';
import { blocks, text, unbroken } from '../markdown-text.ts';
import { changeInterval, count } from '../units.ts';
import { variantOf, type ExperimentView } from '../view.ts';
import { pair } from './load-routes.ts';
import type { Page } from './page.ts';

/** Plan → query → route, a line for each route that an experiment explains, with what the route itself costs. */
export function chainPart(page: Page, { scenario, sides }: LoadRecord, judged: LoadJudgement): string {
  const lines = scenario.requests.flatMap(({ name, method, path, explainedBy }) => {
    const why = explainedBy === null ? null : explanation(page, explainedBy);
    if (why === null) return [];
    const route = `\`${method} ${path.replace(/\?.*/, '')}\` (${text(name)})`;
    const request = `request, ${costsInWords(judged, name)}p50: ${unbroken(requestInWords(judged, name))}`;
    return why.explains || !isFaster(judged, name)
      ? [`- ${route}: ${why.words} → ${request}`]
      : [`- ${route}: ${request}. Not for its query, it seems (${why.words}): ${otherReason(judged, name)}`];
  });
  return lines.length === 0
    ? ''
    : blocks(
        `Why, from the plan to the request. Plan and query are the experiment's, with its own indexes and in the parameter class that is named; the request is the API's${sides.some(({ schema }) => schema !== null) ? ', whose schema is above' : ''}:`,
        lines.join('\n'),
      );
}

type Explanation = NonNullable<ScenarioRecord['requests'][number]['explainedBy']>;

/**
 * What was measured of the route's query: "plan Seq → Index, 12,382 → 77 buffers → shop/orders, with the index, recent:
 * 91.8× faster (81.1 … 103)". Where the requests are of several classes, it is of the one that gains most, and of those
 * that pay for it. null where nothing was measured.
 */
function explanation(page: Page, explained: Explanation): Explained | null {
  const experiment = page.experiments.find(({ record }) => record.id === explained.experiment);
  const variant = experiment && variantOf(experiment, explained.variant);
  const comparisons = variant?.judgement.comparisons ?? [];
  const shown = explained.class ?? mostFavourable(comparisons)?.class;
  if (experiment === undefined || variant === undefined || shown === undefined) return null;
  const comparison = comparisons.find((one) => one.class === shown);
  const change = comparison === undefined ? 'not timed' : unbroken(changeInWords(comparison));
  const paying = explained.class === null ? comparisons.filter(({ verdict }) => verdict === 'worse') : [];
  const others = paying
    .filter((one) => one !== comparison)
    .map((one) => `; ${text(one.class)}: ${unbroken(changeInterval(one.ratio))}`);
  const where = `${text(shown)}${explained.class === null ? ', its best class' : ''}`;
  const query = `${page.link(experiment.record.id, experiment.record.id)}, ${text(variant.record.title)}, ${where}: ${change}`;
  const plan = planBetween(experiment, variant.record.id, shown);
  return {
    words: `plan ${plan.words} → ${query}${others.join('')}`,
    explains: plan.changed || comparison === undefined || comparison.verdict === 'better',
  };
}

/** What was measured of a route's query, and whether it can be why the route is faster: by another plan, or less time. */
interface Explained {
  readonly words: string;
  readonly explains: boolean;
}

function isFaster({ routes }: LoadJudgement, name: string): boolean {
  const route = routes.find((found) => found.name === name);
  return route?.comparisons.find(({ metric }) => metric === 'p50')?.verdict === 'better';
}

/** What is left where the query is no reason. */
function otherReason({ routes }: LoadJudgement, name: string): string {
  const { baseline, side } = routes.find((found) => found.name === name)?.costs ?? {};
  const fewer =
    baseline && side && side.statements < baseline.statements ? 'it asks for fewer statements, and ' : '';
  return `likely ${fewer}it waits less behind other requests.`;
}

/** "Seq → Index, 12,382 → 77 buffers", and whether the plan changed; not known to where nobody looked at it. */
function planBetween(
  { record, baseline }: ExperimentView,
  variant: string,
  of: string,
): { readonly words: string; readonly changed: boolean } {
  const cells = record.classes.find(({ name }) => name === of)?.cells;
  const [before, after] = [cells?.[baseline.id], cells?.[variant]];
  const difference = differenceBetween(before, after);
  if (before === undefined || after === undefined || difference === null)
    return { words: 'not looked at', changed: false };
  const [from, to] = [planFigures(before).blocks, planFigures(after).blocks];
  const touched =
    from === null || to === null ? '' : `, ${unbroken(`${count(from)} → ${count(to)}`)} buffers`;
  return { words: `${text(planChangeInBrief(difference))}${touched}`, changed: difference.level !== 'none' };
}

/** "2 → 1 statements, 18 → 10 blocks, ": on average, of all that the route asks for. */
function costsInWords({ routes }: LoadJudgement, name: string): string {
  const { baseline, side } = routes.find((found) => found.name === name)?.costs ?? {};
  if (!baseline || !side) return '';
  const blocks = pair(baseline.blocks, side.blocks, (value) => count(Math.round(value)));
  return `${pair(baseline.statements, side.statements, count)} statements, ${blocks} blocks, `;
}

/** With its verdict where that is not plain from the change itself. */
function requestInWords({ routes }: LoadJudgement, name: string): string {
  const route = routes.find((found) => found.name === name);
  const p50 = route?.comparisons.find(({ metric }) => metric === 'p50');
  if (p50 === undefined || p50.verdict === 'invalid') return 'not measured validly';
  const change = metricChange(p50);
  return p50.verdict === 'better' || p50.verdict === 'worse' ? change : `${p50.verdict}: ${change}`;
}
