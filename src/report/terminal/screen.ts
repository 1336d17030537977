import type { createColors } from 'picocolors';
import type { Interval, Verdict } from '../../compare/judgement.ts';
import { duration } from '../units.ts';
import type { Footnotes } from '../footnotes.ts';

/** What everything that is shown in the terminal is made with. */
export interface Screen {
  readonly colors: ReturnType<typeof createColors>;
  readonly notes: Footnotes;
  /** In characters, without the margin. */
  readonly width: number;
}

/** A time with how far its interval reaches, rounded up: "184.2ms ±2%". */
export function timeWithReach(time: Interval): string {
  const { estimate, low, high } = time;
  const reach = Math.max(high - estimate, estimate - low) / estimate;
  const shown = Number.isNaN(reach) ? '' : Number.isFinite(reach) ? ` ±${Math.ceil(reach * 100)}%` : ' ±∞';
  return tight(duration(estimate)) + shown;
}

/** Without the space before the unit: columns are narrow. */
export function tight(value: string): string {
  return value.replaceAll(/(?<=\d) (?=[%a-zµA-Z])/g, '');
}

/** A verdict; red only for what is worse. */
export function shownVerdict(verdict: Verdict, { colors }: Screen): string {
  const words = {
    better: colors.green('better'),
    worse: colors.red('WORSE'),
    same: 'same',
    unclear: colors.yellow('unclear'),
    invalid: colors.yellow('invalid'),
  };
  return words[verdict];
}
