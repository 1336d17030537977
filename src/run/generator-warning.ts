import type { Driver, RoundOfLoad } from '../record/load-round.ts';
import type { Warning } from '../record/run.ts';

/**
 * That nobody saw how busy the load generator was, so that a saturated one cannot be told from a slow API; null where
 * that is known of all rounds.
 */
export function generatorWarning(
  about: string,
  driver: Driver,
  rounds: readonly RoundOfLoad[],
): Warning | null {
  const unknown = rounds.filter(({ generator }) => generator.cpu === null).length;
  if (unknown === 0) return null;
  const which = unknown === rounds.length ? 'its rounds' : `${unknown} of ${rounds.length} rounds`;
  return {
    about,
    sentence: `How busy ${driver} was in ${which} is not known, so its own queue may be in the times: none of them would be called invalid for that`,
    remedy:
      'Run it on Linux, as a program or in a container of this machine, where its CPU can be read; or see by other means that it had room',
  };
}
