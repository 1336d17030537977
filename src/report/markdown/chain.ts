import type { LoadJudgement } from '../../compare/load-judgement.ts';
import type { LoadRecord } from '../../record/load.ts';
import { differenceBetween, planChangeInBrief, planFigures } from '../cells.ts';
import { mostFavourable } from '../measured.ts';
import { metricChange } from '../load-words.ts';
import { blocks, text, unbroken } from '../markdown-text.ts';
import { changeInterval, count } from '../units.ts';
import { variantOf } from '../view.ts';
import type { Page } from './page.ts';

/** Plan → query → route, a line for each route that an experiment explains. */
export function chainPart(page: Page, { scenario }: LoadRecord, judged: LoadJudgement): string {
  const lines = scenario.requests.flatMap(({ name, method, path, explainedBy }) => {
    if (explainedBy === null) return [];
    const experiment = page.experiments.find(({ record }) => record.id === explainedBy.experiment);
    const variant = experiment && variantOf(experiment, explainedBy.variant);
    const best = mostFavourable(variant?.judgement.comparisons ?? []);
    if (experiment === undefined || variant === undefined || best === undefined) return [];
    const cells = experiment.record.classes.find((found) => found.name === best.class)?.cells;
    const [before, after] = [cells?.[experiment.baseline.id], cells?.[variant.record.id]];
    const difference = differenceBetween(before, after);
    const blocksOf = (cell: typeof before) => (cell === undefined ? null : planFigures(cell).blocks);
    const [from, to] = [blocksOf(before), blocksOf(after)];
    const touched =
      from === null || to === null ? '' : `, ${unbroken(`${count(from)} → ${count(to)}`)} buffers`;
    const plan = difference === null ? 'its plan' : planChangeInBrief(difference);
    // A request may be any of the parameter classes: what one gains, another may pay for.
    const paid = variant.judgement.comparisons
      .filter(({ verdict }) => verdict === 'worse')
      .map((one) => `; ${text(one.class)}: ${unbroken(changeInterval(one.ratio))}`)
      .join('');
    const route = judged.routes.find((found) => found.name === name);
    const p50 = route?.comparisons.find(({ metric }) => metric === 'p50');
    const request =
      p50 === undefined || p50.verdict === 'invalid' ? 'not measured validly' : metricChange(p50);
    return [
      `- \`${method} ${path.replace(/\?.*/, '')}\` (${text(name)}): plan ${text(plan)}${touched} → ${page.link(experiment.record.id, experiment.record.id)}, ${text(variant.record.title)}, ${text(best.class)}: ${unbroken(changeInterval(best.ratio))}${paid} → request, p50: ${unbroken(request)}`,
    ];
  });
  return lines.length === 0 ? '' : blocks('Why, from the plan to the request:', lines.join('\n'));
}
