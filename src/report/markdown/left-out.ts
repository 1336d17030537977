import type { ServerSide } from '../../record/load-round.ts';
import type { Run } from '../../record/run.ts';
import { blocks, code, text } from '../markdown-text.ts';
import { listed, plural, sentence } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';
import type { Page } from './page.ts';

/** What was asked for and has no time, with the reason; what disturbed the rounds; what nobody looked at. */
export function leftOutPart({ run, experiments }: Page): string {
  const untimed = experiments.flatMap((experiment) =>
    experiment.variants.flatMap((variant) => untimedLine(experiment, variant)),
  );
  return blocks(
    experiments.length === 0 && run.loads.length + run.capacities.length > 0
      ? 'No query was timed apart from the load.'
      : experiments.length === 0
        ? 'The run ended before anything was timed.'
        : untimed.length === 0
          ? 'Everything that was asked for was timed.'
          : ['Not timed, or not everywhere, and why:', '', ...untimed].join('\n'),
    disturbances(run),
    run.loads.length + run.capacities.length === 0
      ? 'Not covered: several clients at once, a cold cache, the cost for writes, other hardware.'
      : 'Not covered: a cold cache, the cost for writes, other hardware.',
    withoutDisk(run),
    notCovered(run),
  );
}

/** What a server that waits for no disk does to figures, where it was one. */
function withoutDisk({ server: { settings } }: Run): string | null {
  if (settings['fsync'] !== 'off') return null;
  return `The server ran with ${code('fsync')} off, so that nothing waited for the disk: writing, and with it building an index, is faster here than in production, while sizes and what is read are the same.`;
}

/** Promises that nobody put to the test, in the suite's words. */
function notCovered({ suite: { document, notCovered = [] } }: Run): string | null {
  if (notCovered.length === 0) return null;
  const lines = notCovered.map((promise) => `- ${text(sentence(promise))}`);
  return [`Not covered of ${text(document ?? 'what was promised')}:`, '', ...lines].join('\n');
}

/** The variant's classes without a time, those with the same reason together. */
function untimedLine(
  { record }: ExperimentView,
  { record: variant, judgement }: VariantView,
): readonly string[] {
  const reasons = record.classes.flatMap(({ name, failure, cells }) => {
    if (judgement.comparisons.some((comparison) => comparison.class === name)) return [];
    if (variant.arrangement.outcome === 'failed') return [{ name, reason: 'its SQL does not run' }];
    if (failure !== null) return [{ name, reason: 'no parameters could be drawn' }];
    const cell = cells[variant.id];
    if (cell !== undefined && cell.failure !== null) return [{ name, reason: 'it does not run' }];
    return [{ name, reason: whys[cell?.stopped ?? 'ended'] }];
  });
  if (reasons.length === 0) return [];
  const parts = [...new Set(reasons.map(({ reason }) => reason))].map((reason) => {
    const names = reasons.filter((one) => one.reason === reason).map(({ name }) => name);
    return names.length === record.classes.length ? reason : `${reason} for ${listed(names)}`;
  });
  return [`- ${text(`${record.id}, ${variant.title}`)}: ${text(parts.join('; '))}.`];
}

const whys = {
  runs: 'it does not run',
  answers: 'it gives other answers',
  used: 'no plan uses it',
  ended: 'the run ended before it was timed',
} as const;

/** Checkpoints and autovacuum, in what was timed and under load. */
function disturbances({ experiments, loads, server: { settings } }: Run): string {
  const timed = experiments.flatMap(({ classes }) =>
    classes.flatMap(({ rounds }) => rounds.map(({ disturbed }) => disturbed)),
  );
  const loaded = loads.flatMap(({ rounds }) => rounds.map(({ server }) => seenIn(server)));
  const seen = loaded.filter((kinds) => kinds !== null);
  const unseen = loaded.length - seen.length;
  const all: readonly Disturbable[] = [
    ...(timed.length > 0 || loaded.length === 0 ? [{ rounds: timed, one: 'timed round' }] : []),
    ...(seen.length > 0 ? [{ rounds: seen, one: 'round of load' }] : []),
  ];
  const quiet = all.filter(({ rounds }) => rounds.every((kinds) => kinds.length === 0));
  return [
    ...(quiet.length === 0 ? [] : [quietInWords(settings, quiet.map(({ one }) => one).join(' or a '))]),
    ...all.filter((kind) => !quiet.includes(kind)).map(keptOf),
    ...(unseen === 0 ? [] : [`What fell into ${roundsOf(unseen, 'round of load')} was not seen.`]),
  ].join(' ');
}

/** Nobody's luck where the server was told not to: then that is said. Settings that are the defaults are not there. */
function quietInWords(settings: Run['server']['settings'], round: string): string {
  const { autovacuum, checkpoint_timeout: apart } = settings;
  if (autovacuum !== 'off') return `No checkpoint and no autovacuum fell into a ${round}.`;
  const when =
    apart === undefined ? '' : `, and checkpoints are ${text(spaced(apart))} apart unless much is written`;
  return `Autovacuum is switched off in this server${when}: no checkpoint fell into a ${round}. Where both run, they disturb.`;
}

/** "1 h", from PostgreSQL's "1h". */
function spaced(setting: string): string {
  return setting.replace(/(?<=\d)(?=[a-z])/, ' ');
}

/** Rounds of a kind, each with what disturbed it. */
interface Disturbable {
  readonly one: string;
  readonly rounds: readonly (readonly string[])[];
}

/** What disturbed a round of load; null where nobody could look into its server. */
function seenIn({ checkpoints, autovacuum }: ServerSide): readonly string[] | null {
  if (checkpoints === null) return null;
  return [...(checkpoints > 0 ? ['a checkpoint'] : []), ...(autovacuum > 0 ? ['autovacuum'] : [])];
}

function keptOf({ rounds, one }: Disturbable): string {
  const met = rounds.filter((kinds) => kinds.length > 0);
  const kept = met.length === 1 ? 'was disturbed and is kept' : 'were disturbed and are kept';
  return `${roundsOf(met.length, one)} ${kept}: ${text(listed([...new Set(met.flat())]))}.`;
}

/** "1 timed round", "2 rounds of load". */
function roundsOf(number: number, one: string): string {
  return plural(number, one, one.replace('round', 'rounds'));
}
