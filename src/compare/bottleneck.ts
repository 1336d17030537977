import type { LoadRound } from '../record/load-round.ts';
import type { LoadRecord } from '../record/load.ts';
import { quantile } from '../statistics/quantile.ts';
import { plural } from './words.ts';

/** From which part of a core on a process of one thread has no more to give: some of each moment goes to waiting. */
const wholeCore = 0.8;
/** From which part of all cores on the machine has none left. */
const wholeMachine = 0.9;

/**
 * What kept the sides from answering more where requests are sent as fast as answers come, as far as the CPU that the
 * rounds typically used shows it. A side whose API is the limit and not its database has a factor that is a floor.
 *
 * @returns a sentence for each side of which something can be said
 */
export function bottlenecks(
  { scenario: { pacing }, driver, rounds }: LoadRecord,
  sides: readonly string[],
  cores: number,
): readonly string[] {
  if (pacing.kind !== 'saturation') return [];
  return sides.flatMap((id) => {
    const own = rounds.filter(({ side }) => side === id);
    const api = typical(own, ({ server }) => server.apiCpu);
    const database = typical(own, ({ server }) => server.databaseCpu);
    if (api === null || database === null) return [];
    const generator = typical(own, ({ round }) => round.generator.cpu) ?? 0;
    const parts = `PostgreSQL ${database.toFixed(2)}, the API ${api.toFixed(2)}, ${driver} ${generator.toFixed(2)}`;
    const busy = api + database + generator;
    if (busy >= wholeMachine * cores) {
      return [
        `the machine limits ${id}, of whose ${plural(cores, 'core')} ${busy.toFixed(2)} were busy: ${parts}`,
      ];
    }
    if (api >= wholeCore && api > database) {
      const floor = id === sides[0] ? '' : '; its database would carry more, so that a gain is a floor';
      return [
        `the API limits ${id}, whose one thread can use hardly more than a core: ${parts} of ${plural(cores, 'core')}${floor}`,
      ];
    }
    return [];
  });
}

/** The median over the rounds; null where it is not known of all of them. */
function typical(rounds: readonly LoadRound[], of: (round: LoadRound) => number | null): number | null {
  const known = rounds.map(of).filter((value) => value !== null);
  return known.length < rounds.length || known.length === 0 ? null : quantile(known, 0.5);
}
