import type { Judgement } from '../compare/judgement.ts';
import type { Run } from '../record/run.ts';
import { reportName } from './file-names.ts';
import { changesSection } from './markdown/changes.ts';
import { claimsSection } from './markdown/claims.ts';
import { reproduceSection, warningsSection } from './markdown/closing.ts';
import { dataSection } from './markdown/data.ts';
import { experimentSection } from './markdown/experiment.ts';
import { loadSection } from './markdown/load.ts';
import { methodSection } from './markdown/method.ts';
import { page, type Page } from './markdown/page.ts';
import { topSection } from './markdown/top.ts';
import { blocks } from './markdown-text.ts';

/** The report alone, for GitHub and for anything else that shows Markdown: a pure function of the record. */
export function renderReport(run: Run, judgement: Judgement): string {
  return reportOf(page(run, judgement));
}

/**
 * The report with the pictures that it refers to.
 *
 * @returns texts by file name, to be written beside each other
 */
export function renderMarkdown(run: Run, judgement: Judgement): { readonly [fileName: string]: string } {
  const made = page(run, judgement);
  const pictures = [...made.charts].map(([name, draw]) => [name, draw()] as const);
  return { [reportName]: reportOf(made), ...Object.fromEntries(pictures) };
}

function reportOf(made: Page): string {
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
  return `${report}\n`;
}
