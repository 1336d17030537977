import { differenceBetween } from '../cells.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { changeInWords, mostFavourable } from '../measured.ts';
import { proposals, type Proposal } from '../proposals.ts';
import { sections, type Page } from './page.ts';

/** Why the times changed: of each experiment the variant that matters most, where it gains most. */
export function changesSection(page: Page): string | null {
  const ordered = proposals(page.experiments);
  const rows = page.experiments.flatMap(({ record }) => {
    const proposal = ordered.find(({ experiment }) => experiment.record === record);
    return proposal === undefined ? [] : changeRow(page, proposal);
  });
  if (rows.length === 0) return null;
  return blocks(
    `## ${sections.changes}`,
    table(['query', 'change', 'parameters', 'what the planner does', 'time'], rows),
    'Plans are those that PostgreSQL settles on by itself; buffers are blocks of 8 kB, in cache or not, and repeat exactly.',
  );
}

function changeRow(page: Page, { experiment, variant }: Proposal): readonly (readonly string[])[] {
  const { record } = experiment;
  const comparison = mostFavourable(variant.judgement.comparisons);
  const parameters = record.classes.find(
    ({ name }) => name === (comparison?.class ?? record.classes[0]?.name),
  );
  const difference = differenceBetween(
    parameters?.cells[experiment.baseline.id],
    parameters?.cells[variant.record.id],
  );
  if (parameters === undefined || difference === null) return [];
  return [
    [
      page.link(record.id, record.id),
      text(variant.record.title),
      text(parameters.name),
      text(difference.summary),
      comparison === undefined ? 'not timed' : changeInWords(comparison),
    ],
  ];
}
