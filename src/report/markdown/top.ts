import type { Run } from '../../record/run.ts';
import { cautions, circumstances } from '../circumstances.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { twoScales } from '../measured.ts';
import { duration } from '../units.ts';
import { plural } from '../words.ts';
import { adviceHeading, orderInWords, proposalRows } from './advice.ts';
import { sections, type Page } from './page.ts';

/** What a reader who stops after the first screen should know. */
export function topSection(page: Page): string {
  const { run, judgement } = page;
  const rows = proposalRows(page);
  return blocks(
    `# ${text(run.suite.title)}`,
    cautionsPart(run),
    `**${text(judgement.headline)}**`,
    rows.length === 0 ? null : table([' ', adviceHeading(page)], rows),
    rows.length === 0 ? null : [twoScales, ...orderInWords(page)].join(' '),
    inOneLine(page),
  );
}

/** What keeps a run from being a full one, set apart. */
export function cautionsPart(run: Run): string | null {
  const warnings = cautions(run).map((caution) => `> ${text(caution)}`);
  return warnings.length === 0 ? null : ['> [!WARNING]', ...warnings].join('\n');
}

/** Where, on what, when and how long. */
function inOneLine(page: Page): string {
  const { run, judgement } = page;
  const { revision } = run.environment;
  const parts = [
    ...circumstances(run, judgement).map(text),
    `${run.startedAt.slice(0, 16).replace('T', ' ')} UTC${tookOf(run)}`,
    ...(revision === null
      ? []
      : [text(`commit ${revision.commit.slice(0, 7)}${revision.dirty ? ' with uncommitted changes' : ''}`)]),
    page.link('how this was measured', sections.method),
    page.link(plural(judgement.warnings.length, 'warning'), sections.warnings),
  ];
  return parts.join(' · ');
}

function tookOf({ startedAt, finishedAt }: Run): string {
  return finishedAt === null ? '' : `, ${duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)}`;
}
