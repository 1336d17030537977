import type { Judgement } from '../compare/judgement.ts';
import type { Run } from '../record/run.ts';
import { count } from './units.ts';
import { plural, sentence } from './words.ts';

/** Where, on what and how long: "PostgreSQL 15.18 (embedded)", "100,000 orders, 20,000 customers", "2 cores", … */
export function circumstances(run: Run, judgement: Judgement): readonly string[] {
  const parts = [
    `PostgreSQL ${run.server.version} (${run.server.kind})`,
    largestTables(run),
    plural(run.environment.cores, 'core'),
    run.experiments.length === 0 && run.loads.length + run.capacities.length > 0 ? '' : roundsOf(judgement),
  ];
  return parts.filter((part) => part !== '');
}

/** What keeps a run from being a full one, a sentence each; empty for a full run. */
export function cautions(run: Run): readonly string[] {
  const { only, quick } = run.request;
  const ended = {
    complete: null,
    running: 'This run is not finished',
    interrupted: 'This run was interrupted',
    failed: 'This run ended early',
  }[run.status];
  const unmeasured = run.experiments.filter(({ complete }) => !complete).map(({ id }) => id);
  // "Interrupted." says nothing more.
  const why = (run.reason ?? '').replace(/^interrupted\.?$/i, '').replace(/\.$/, '');
  const reason = why === '' ? '' : ` (${why})`;
  return [
    ended === null ? null : `${ended}${reason}: it covers what was measured until then`,
    unmeasured.length === 0 ? null : `Cut short: ${unmeasured.join(', ')}`,
    only === null ? null : `Only the experiments that match ${only} were run`,
    quick
      ? 'A quick run: of each experiment the first parameter class alone, fewer rounds, wider intervals'
      : null,
  ].flatMap((caution) => (caution === null ? [] : [sentence(caution)]));
}

/** The two tables that take most room. */
function largestTables({ dataset }: Run): string {
  const largest = (dataset?.tables ?? []).toSorted((a, b) => b.bytes - a.bytes).slice(0, 2);
  return largest.map(({ name, rows }) => `${count(rows)} ${name}`).join(', ');
}

/** "12 interleaved rounds", or from how few to how many where the looks ended some early. */
export function roundsOf({ experiments, loads, capacities }: Judgement): string {
  const rounds = experiments.flatMap(({ variants }) =>
    variants.flatMap(({ comparisons }) => comparisons.map((comparison) => comparison.rounds)),
  );
  if (rounds.length === 0) return loads.length + capacities.length > 0 ? '' : 'nothing timed';
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
  return least === most ? plural(most, 'interleaved round') : `${least}–${most} interleaved rounds`;
}
