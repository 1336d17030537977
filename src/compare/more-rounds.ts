import { mostRounds } from '../record/schedule.ts';
import type { Comparison, ExperimentJudgement } from './judgement.ts';
import { thresholds } from './rules.ts';

export function isOpen({ verdict }: Comparison): boolean {
  return verdict === 'unclear' || verdict === 'invalid';
}

/**
 * What to do about comparisons of an experiment that are still open. Rounds are asked for by experiment, so that all who
 * ask for more name one number: what the last of its verdicts takes that a run can settle.
 */
export function moreRounds({ id, variants }: ExperimentJudgement, open: readonly Comparison[]): string {
  const unclear = open.filter(({ verdict }) => verdict === 'unclear');
  if (unclear.length === 0 || !unclear.every(canBeSettled)) {
    return `As many rounds as a run can take would hardly tell: try on a quieter machine, \`bench compare --only '${id}'\``;
  }
  const all = variants.flatMap(({ comparisons }) => comparisons.filter(isOpen).filter(canBeSettled));
  const needed = Math.max(...all.map(roundsNeeded));
  return `Take more rounds: \`bench compare --only '${id}' --rounds ${needed}\``;
}

function canBeSettled(comparison: Comparison): boolean {
  return roundsNeeded(comparison) <= mostRounds;
}

function roundsNeeded({ needed, obstacle, rounds }: Comparison): number {
  if (needed !== null) return needed;
  if (obstacle === 'too few') return thresholds.rounds;
  return obstacle === 'too few for this look' ? 2 * rounds : Infinity;
}
