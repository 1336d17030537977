import type { Run } from '../../record/run.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { count, duration } from '../units.ts';
import { plural, sentence } from '../words.ts';
import { notesOf, sections, type Page } from './page.ts';
import { proposalRows } from './advice.ts';

/** What a reader who stops after the first screen should know. */
export function topSection(page: Page): string {
  const { run, judgement } = page;
  const rows = proposalRows(page);
  return blocks(
    `# ${text(run.suite.title)}`,
    caution(run),
    `**${text(judgement.headline)}**`,
    rows.length === 0 ? null : table([' ', ' '], rows),
    notesOf(page),
    circumstances(page),
  );
}

/** What keeps a run from being a full one, where nobody can miss it. */
function caution(run: Run): string | null {
  const ended = {
    complete: null,
    running: 'This run is not finished',
    interrupted: 'This run was interrupted',
    failed: 'This run ended early',
  }[run.status];
  const unmeasured = run.experiments.filter(({ complete }) => !complete).map(({ id }) => id);
  const reasons = [
    ended === null
      ? null
      : `${ended}${run.reason === null ? '' : ` (${run.reason})`}: what follows covers what was measured until then`,
    unmeasured.length === 0 ? null : `Cut short: ${unmeasured.join(', ')}`,
    run.request.only === null ? null : `Only experiments that match ${run.request.only} were run`,
    run.request.quick ? 'A quick run: fewer rounds, wider intervals, more verdicts left open' : null,
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return null;
  return ['> [!WARNING]', ...reasons.map((reason) => `> ${text(sentence(reason))}`)].join('\n');
}

/** Where, on what and how long, in a line. */
function circumstances(page: Page): string {
  const { run } = page;
  const { revision, cores } = run.environment;
  const parts = [
    `PostgreSQL ${text(run.server.version)} (${run.server.kind})`,
    text(largestTables(run)),
    plural(cores, 'core'),
    roundsOf(page),
    `${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    revision === null
      ? ''
      : text(`commit ${revision.commit.slice(0, 7)}${revision.dirty ? ' with uncommitted changes' : ''}`),
    run.finishedAt === null
      ? ''
      : `took ${duration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}`,
    page.link('how this was measured', sections.method),
    page.link(plural(run.warnings.length, 'warning'), sections.warnings),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** "100,000 orders, 20,000 customers": the two tables that take most room. */
export function largestTables({ dataset }: Run): string {
  const largest = (dataset?.tables ?? []).toSorted((a, b) => b.bytes - a.bytes).slice(0, 2);
  return largest.map(({ name, rows }) => `${count(rows)} ${name}`).join(', ');
}

/** "12 interleaved rounds", or how few to how many where the looks ended some early. */
export function roundsOf({ judgement }: Pick<Page, 'judgement'>): string {
  const rounds = judgement.experiments.flatMap(({ variants }) =>
    variants.flatMap(({ comparisons }) => comparisons.map((comparison) => comparison.rounds)),
  );
  if (rounds.length === 0) return 'nothing timed';
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
  return least === most ? plural(most, 'interleaved round') : `${least}–${most} interleaved rounds`;
}
