import type { LoadComparison, LoadJudgement } from '../compare/load-judgement.ts';
import { reasonsOf, roundThatTells } from '../compare/load-rounds.ts';
import { loadThresholds } from '../compare/load.ts';
import type { LoadRecord } from '../record/load.ts';

/**
 * How long rounds have to be for what few answers could not tell, of the whole mix or of a route. More than the least of
 * rounds are not asked for: they are longer then. A ramp lasts as long as its steps.
 */
export function longerRounds(
  { scenario, rounds }: LoadRecord,
  { baseline, side }: Pick<LoadJudgement, 'baseline' | 'side'>,
  metric: LoadComparison['metric'],
  route: string | null = null,
): string {
  const usable = rounds.filter(
    (round) => (round.side === baseline || round.side === side) && reasonsOf(round).length === 0,
  );
  const seconds = scenario.pacing.kind === 'ramp' ? null : roundThatTells(usable, metric, route);
  if (seconds === null) return 'Longer rounds, or another load, would tell';
  return `\`round: ${seconds}\` in the scenario would tell, with \`duration: ${seconds * loadThresholds.rounds}\` for ${loadThresholds.rounds} of them`;
}
