import type { GateSideName, GateSubject } from '../../record/gate.ts';
import { count } from '../quantities.ts';
import { plural } from '../words.ts';

/** What did not go as expected on one side. */
export interface Failures {
  readonly asked: number;
  readonly failed: number;
  readonly share: number;
  /** "12 of 7,200 requests (5xx: 10, timeout: 2)". */
  readonly words: string;
}

export function failuresOf({ blocks, kind }: GateSubject, side: GateSideName): Failures {
  const bursts = blocks.flatMap(({ pairs }) => pairs.map((pair) => pair[side]));
  const kinds = new Map<string, number>();
  for (const { mishaps } of bursts) {
    for (const [mishap, times = 0] of Object.entries(mishaps)) {
      kinds.set(mishap, (kinds.get(mishap) ?? 0) + times);
    }
  }
  const failed = [...kinds.values()].reduce((sum, times) => sum + times, 0);
  const asked = failed + bursts.reduce((sum, { micros }) => sum + micros.length, 0);
  const inKinds = [...kinds]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([mishap, times]) => `${mishap}: ${count(times)}`);
  const noun = kind === 'route' ? 'request' : 'execution';
  return {
    asked,
    failed,
    share: asked === 0 ? 0 : failed / asked,
    words: `${count(failed)} of ${plural(asked, noun)}${failed === 0 ? '' : ` (${inKinds.join(', ')})`}`,
  };
}

/** In so many pairs only the head may fail before that is its fault: by chance it is all six once in 64 times. */
const pairsThatTell = 6;

/**
 * Whether the head fails, again and again, where the base, asked for the same at the same moments, never does. That it
 * went away is one failure, in however many pairs of its last block that is seen.
 */
export function isHeadsFault({ blocks, lost }: GateSubject): boolean {
  const whole = lost === null ? blocks : blocks.slice(0, -1);
  const pairs = whole.flatMap((block) => block.pairs);
  const failing = (side: GateSideName) =>
    pairs.filter((pair) => Object.keys(pair[side].mishaps).length > 0).length;
  return failing('base') === 0 && failing('head') >= pairsThatTell;
}
