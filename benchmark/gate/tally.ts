import { quantile } from '../../src/statistics/quantile.ts';
import type { Answer } from './answer.ts';
import { clopperPearson, type Share } from './interval.ts';

/** What many answers come to. */
export interface Tally {
  readonly count: number;
  readonly shares: Readonly<Record<Answer['verdict'], number>>;
  /** Of those that say `worse`, how many do by the stall channel alone. */
  readonly byStalls: number;
  /** Medians. */
  readonly blocks: number;
  readonly seconds: number;
}

export function tally(answers: readonly Answer[]): Tally {
  const share = (verdict: Answer['verdict']): number =>
    answers.filter((answer) => answer.verdict === verdict).length / answers.length;
  return {
    count: answers.length,
    shares: {
      worse: share('worse'),
      better: share('better'),
      same: share('same'),
      unclear: share('unclear'),
      invalid: share('invalid'),
    },
    byStalls: answers.filter(({ byStalls }) => byStalls).length / answers.length,
    blocks: quantile(
      answers.map(({ blocks }) => blocks),
      0.5,
    ),
    seconds: quantile(
      answers.map(({ seconds }) => seconds),
      0.5,
    ),
  };
}

/** Share of the answers that are so, and took no longer than that. */
export function within(answers: readonly Answer[], verdict: Answer['verdict'], seconds: number): number {
  const such = answers.filter((answer) => answer.verdict === verdict && answer.seconds <= seconds);
  return such.length / answers.length;
}

/**
 * A share with its interval, as if only decisions that have no block in common had been made: the others say the same again.
 *
 * @param blocks of all recordings together
 * @param each that a decision typically takes; where there are fewer, they are less than one decision
 */
export function honestly(
  share: number,
  blocks: number,
  each: number,
): Share & { readonly independent: number } {
  const independent = blocks < each ? blocks / each : Math.floor(blocks / each);
  return { ...clopperPearson(share * independent, independent), independent };
}
