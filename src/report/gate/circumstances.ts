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
  if (blocks.length === 0) return 'nothing timed';
  const [least, most] = [Math.min(...blocks), Math.max(...blocks)];
  return least === most
    ? plural(most, record.schedule.unit)
    : `${least}–${plural(most, record.schedule.unit)}`;
}

/** The smallest growth that could have been found: "3.1 %", "3.1 % at best, 7.2 % at worst"; null where nobody knows. */
export function detectableInWords({ judgement }: GateView): string | null {
  const growths = judgement.subjects
    .filter(({ invalid }) => invalid === null)
    .flatMap(({ times }) => times.filter(({ verdict }) => verdict !== null))
    .flatMap(({ detectable }) => (detectable === null ? [] : [detectable - 1]))
    .toSorted((a, b) => a - b);
  if (growths.length === 0) return null;
  const [least = '', most = ''] = [growths[0], growths.at(-1)].map((growth) => percent(growth ?? 0));
  return least === most ? least : `${least} at best, ${most} at worst`;
}
