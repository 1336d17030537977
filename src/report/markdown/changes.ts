import { differenceBetween } from '../cells.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { changeInWords, mostFavourable } from '../measured.ts';
import { proposals, type Proposal } from '../proposals.ts';
import { answersMark } from './claim-times.ts';
import { notesOf, sections, type Page } from './page.ts';

/** For the figures and the trees of plans in the experiments' sections. */
const legend =
  "How to read the plans below: rows are totals over all loops and processes, where EXPLAIN gives averages per loop, with the planner's estimate in brackets; ≈ stands before a total of averages that EXPLAIN rounded. Buffers are of a node and all below it; *self* is the time that it spent itself, over all loops, of parallel processes on average. ◀━━ marks the node that spent most. The word *never* stands for the rows of a node that was not executed; an estimate is *exact* where it is off by less than 5 %.";

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
    notesOf(page),
    'Plans are those that PostgreSQL settles on by itself, of all statements together; buffers are blocks of 8 kB, in cache or not, and repeat exactly.',
    legend,
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
      comparison === undefined
        ? 'not timed'
        : `${changeInWords(comparison)}${answersMark(page, experiment, variant)}`,
    ],
  ];
}
