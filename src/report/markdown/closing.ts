import type { Run } from '../../record/run.ts';
import { blocks, code, fenced, prose, table, text } from '../markdown-text.ts';
import { sentence } from '../words.ts';
import { sections, type Page } from './page.ts';

/** Everything that weakens a result, each with what to do about it. */
export function warningsSection({ judgement }: Page): string {
  const lines = judgement.warnings.map(
    ({ about, sentence: what, remedy }, i) =>
      `${i + 1}. **${text(about)}**: ${prose(sentence(what))} ${prose(sentence(remedy))}`,
  );
  return blocks(`## ${sections.warnings}`, lines.length === 0 ? 'None.' : lines.join('\n'));
}

/** How to get this run again. */
export function reproduceSection({ run }: Page): string {
  return blocks(`## ${sections.reproduce}`, reproducePart(run));
}

/** What to type to get this run again, and what to check that it is the same. */
export function reproducePart(run: Run): string {
  const { revision, version } = run.environment;
  const rows = [
    ['run', code(run.id)],
    ['seed', String(run.request.seed)],
    ...(run.dataset === null
      ? []
      : [
          ['scale', code(run.dataset.scale)],
          ['data hash', code(run.dataset.hash)],
        ]),
    [
      'commit',
      revision === null
        ? 'not in a repository'
        : code(revision.commit) + (revision.dirty ? ' with uncommitted changes' : ''),
    ],
    ['PostgreSQL', `${text(run.server.version)} (${run.server.kind})`],
    ['intowork-bench', text(version)],
    ['started', text(run.startedAt)],
    ['finished', text(run.finishedAt ?? 'not finished')],
  ];
  return blocks(
    fenced(run.request.command, 'sh'),
    run.request.command.includes('$DATABASE_URL')
      ? `${code('DATABASE_URL')} stands for the address of the server, which is not printed, since it may hold a password.`
      : null,
    table(['what', 'value'], rows),
    `The record holds every sample: ${code(recordOf(run))} in the folder of the suite, where the run was made. ${code(`bench report ${recordOf(run)} --format markdown`)} writes this report again from it.`,
  );
}

/** Where the record is kept, from the suite's folder: the report is also written elsewhere than beside it. */
function recordOf({ id }: Run): string {
  return `reports/runs/${id}/run.json`;
}
