import type { LoadRecord } from '../record/load.ts';
import { medianOver } from './load-rounds.ts';
import { plural } from './words.ts';

/**
 * From which part of a core on a process of one thread has no more to give: some of each moment goes to waiting. One that
 * uses more than a core has more threads, and their number is not known.
 */
const wholeCore = { from: 0.8, to: 1.2 };
/** From which part of all cores on the machine has none left. */
const wholeMachine = 0.9;

/**
 * What kept the sides from answering more where requests are sent as fast as answers come, as far as the CPU that the
 * rounds typically used shows it. A side whose API is the limit and not its database has a factor that is a floor; and one whose
 * API merely uses more than its database has one that is the API's as well, which no threshold decides, so that it is said.
 *
 * @returns a sentence for each side whose CPU is known
 */
export function bottlenecks(
  { scenario: { pacing }, driver, rounds }: LoadRecord,
  sides: readonly string[],
  cores: number,
): readonly string[] {
  if (pacing.kind !== 'saturation') return [];
  return sides.flatMap((id) => {
    const own = rounds.filter(({ side }) => side === id);
    const api = medianOver(own, ({ server }) => server.apiCpu);
    const database = medianOver(own, ({ server }) => server.databaseCpu);
    if (api === null || database === null) return [];
    const generator = medianOver(own, ({ round }) => round.generator.cpu) ?? 0;
    const parts = `PostgreSQL ${database.toFixed(2)}, the API ${api.toFixed(2)}, ${driver} ${generator.toFixed(2)}`;
    const busy = api + database + generator;
    if (busy >= wholeMachine * cores) {
      return [
        `the machine limits ${id}, of whose ${plural(cores, 'core')} ${busy.toFixed(2)} were busy: ${parts}`,
      ];
    }
    const ofOneThread = api <= wholeCore.to && api > database;
    if (ofOneThread && api >= wholeCore.from) {
      const floor = id === sides[0] ? '' : '; its database would carry more, so that a gain is a floor';
      return [
        `the API limits ${id}, whose one thread can use hardly more than a core: ${parts} of ${plural(cores, 'core')}${floor}`,
      ];
    }
    const mostly = ofOneThread
      ? '; the API, whose one thread can use hardly more than a core, used more than its database'
      : '';
    return [
      `nothing was used up on ${id}, of whose ${plural(cores, 'core')} ${busy.toFixed(2)} were busy: ${parts}${mostly}`,
    ];
  });
}
