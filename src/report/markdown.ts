import type { Judgement } from '../compare/judgement.ts';
import type { Run } from '../record/run.ts';
import { changesSection } from './markdown/changes.ts';
import { claimsSection } from './markdown/claims.ts';
import { reproduceSection, warningsSection } from './markdown/closing.ts';
import { dataSection } from './markdown/data.ts';
import { experimentSection } from './markdown/experiment.ts';
import { loadSection } from './markdown/load.ts';
import { methodSection } from './markdown/method.ts';
import { chartName, page } from './markdown/page.ts';
import { topSection } from './markdown/top.ts';
import { blocks } from './markdown-text.ts';

/**
 * The whole report, for GitHub and for anything else that shows Markdown: a pure function of the record.
 *
 * @returns texts by file name; the report refers to the others beside it
 */
export function renderMarkdown(run: Run, judgement: Judgement): { readonly [fileName: string]: string } {
  const made = page(run, judgement);
  const report = blocks(
    topSection(made),
    claimsSection(made),
    loadSection(made),
    changesSection(made),
    ...made.experiments.map((experiment) => experimentSection(made, experiment)),
    methodSection(made),
    dataSection(made),
    warningsSection(made),
    reproduceSection(made),
  );
  return {
    'PERFORMANCE_REPORT.md': `${report}\n`,
    ...(made.chart === null ? {} : { [chartName]: made.chart }),
    ...made.loadCharts,
  };
}
