import type { Waiver } from '../../record/gate.ts';
import type { GateJudgement } from './judgement.ts';

/** Waivers for which there is no check. */
export function unmatchedWaivers(
  { checks }: Pick<GateJudgement, 'checks'>,
  waivers: readonly Waiver[],
): readonly Waiver[] {
  return waivers.filter((waiver) => !checks.some(({ id }) => id === waiver.id));
}

/** Waivers of checks that are kept without them. */
export function idleWaivers(
  { checks }: Pick<GateJudgement, 'checks'>,
  waivers: readonly Waiver[],
): readonly Waiver[] {
  return waivers.filter((waiver) => checks.some(({ id, outcome }) => id === waiver.id && outcome === 'kept'));
}
