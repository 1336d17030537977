import type { GateSide } from '../../record/gate.ts';
import { percent } from '../units.ts';
import { plural } from '../words.ts';
import type { GateView } from './view.ts';

/** What was compared, where and how long: "base origin/main abc1234 → head def5678", "2 cores", "8 blocks", … */
export function gateCircumstances(view: GateView): readonly string[] {
  const { server, environment } = view.run;
  return [
    sidesInWords(view),
    `PostgreSQL ${server.version} (${server.kind})`,
    plural(environment.cores, 'core'),
    blocksInWords(view),
  ];
}

function sidesInWords({ record: { mode, base, head } }: GateView): string {
  return mode === 'calibrate'
    ? `${sideInWords(head)} against itself`
    : `base ${sideInWords(base)} → head ${sideInWords(head)}`;
}

/** "origin/main abc1234", "the working tree def5678 with uncommitted changes", "http://localhost:3000". */
export function sideInWords({ from, commit, dirty }: GateSide): string {
  return [from, commit?.slice(0, 7), dirty ? 'with uncommitted changes' : null]
    .filter((part) => part !== null && part !== undefined)
    .join(' ');
}

/** "12 blocks", or from how few to how many where the looks ended some early. */
export function blocksInWords({ record, judgement }: GateView): string {
  const blocks = judgement.subjects
    .flatMap(({ times }) => times.flatMap(({ metric, blocks }) => (metric === 'p99' ? [] : [blocks])))
    .filter((count) => count > 0);
  return blocks.length === 0 ? 'nothing timed' : fromTo(blocks, record.schedule.unit);
}

function fromTo(counts: readonly number[], unit: string): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? plural(most, unit) : `${least}–${plural(most, unit)}`;
}

/**
 * The smallest growth that could have been found: "3.1 %", "3.1 % at best, 7.2 % at worst"; and where blocks were too
 * few to find any. null where nobody knows.
 */
export function detectableInWords({ record, judgement }: GateView): string | null {
  const judged = judgement.subjects
    .filter(({ invalid }) => invalid === null)
    .flatMap(({ times }) => times.filter(({ verdict }) => verdict !== null && verdict !== 'invalid'));
  const growths = judged
    .flatMap(({ detectable }) => (detectable === null ? [] : [detectable - 1]))
    .toSorted((a, b) => a - b);
  const blind = judged.flatMap(({ detectable, blocks }) => (detectable === null ? [blocks] : []));
  const none =
    blind.length === 0
      ? []
      : [
          `none in ${fromTo(blind, record.schedule.unit)}, which can exclude growth and are too few to find any`,
        ];
  const [least = '', most = ''] = [growths[0], growths.at(-1)].map((growth) => percent(growth ?? 0));
  const some = growths.length === 0 ? [] : [least === most ? least : `${least} at best, ${most} at worst`];
  const parts = [...some, ...none];
  return parts.length === 0 ? null : parts.join('; ');
}
