import { loadClaimRules } from '../../compare/load-claim.ts';
import type { LoadJudgement } from '../../compare/load-judgement.ts';
import { medianOver } from '../../compare/load-rounds.ts';
import { loadThresholds } from '../../compare/load.ts';
import type { LoadRecord, SideRecord } from '../../record/load.ts';
import type { Run } from '../../record/run.ts';
import { blocks, code, table, text } from '../markdown-text.ts';
import { duration, percent } from '../units.ts';
import { listed, plural } from '../words.ts';
import type { Page } from './page.ts';

/** How the figures under load came about; nothing where there was none. */
export function loadMethod({ run, judgement }: Page): string | null {
  const { loads, capacities } = run;
  if (loads.length + capacities.length === 0) return null;
  const effect = percent(loadThresholds.effect - 1);
  return blocks(
    `Under load, the same requests in the same order went to each side, in rounds that took turns; connections were made, and a moment of load went by, before anything was counted; users that open load needs later connect later, which is not in its times. Open load counts a request's time from the moment at which it was due, closed load from its sending. Requests that timed out count as longer than all others. Each pair of rounds gives one ratio; estimate and interval are made of them as for queries.${looksInWords(loads, judgement.loads)} The smallest change that counts, and the tolerance, are ${effect}. A round is **invalid**, and no verdict rests on it but how much of it failed, where the rate was not reached, requests could not begin when they were due, errors or time-outs were beyond what the scenario allows, or the load generator had used more than 80 % of its room. After each round an API was left to finish what it still worked on, or started anew.${vacuumInWords(run)}`,
    capacities.length === 0
      ? null
      : 'Capacity: the rate is raised or lowered until the limit holds at one rate and breaks at another, then bisected; a rate at which it is just missed is tried again, and where it then holds a third attempt decides, or without time for that it counts as broken; one at which few requests arrive is measured for longer, so that its quantile has an upper bound. Answered per second is what was answered within the counted time. Requests that fail or time out, beyond what the scenario allows, break the limit too; and so does a queue that grows, where the last third of the requests typically took more than 1.5 times as long as the first, and longer by more than a tenth of the limit. A rate is **invalid**, and ends the search, where the API was gone or broken (next to nothing answered as expected, for another reason than time), or the load generator could not send what was due: k6 has as many virtual users as requests can be under way, the rate times the time-out, up to a number that memory sets.',
    loads.every(({ scenario }) => scenario.claims.length === 0) ? null : claimRules(),
    loads.length === 0
      ? null
      : table(
          [
            'load',
            'generator',
            'CPU of generator, API, PostgreSQL (medians over the rounds)',
            'waiting for a connection',
            'event loop late by up to',
          ],
          loads.flatMap(facts),
        ),
  );
}

/** When the results were looked at, and the chance of a wrong verdict; nothing where nothing was compared to its end. */
function looksInWords(loads: readonly LoadRecord[], judged: readonly LoadJudgement[]): string {
  const compared = loads.filter(
    ({ scenario, driver, complete }) =>
      complete &&
      judged.some((one) => one.scenario === scenario.id && one.driver === driver && one.invalid === null),
  );
  if (compared.length === 0) return '';
  const looks = distinct(compared.flatMap(({ schedule }) => schedule.looks.map(String)));
  const alphas = distinct(compared.map(({ schedule }) => percent(schedule.alpha)));
  const once = compared.every(({ schedule }) => schedule.looks.length === 1) ? ' once,' : '';
  return ` They were looked at${once} after ${looks} pairs of rounds, with a chance of ${alphas} of a wrong "better" or "worse" for each figure.`;
}

/** What was done against what loads leave behind; nothing where no database was ours, and of older records. */
function vacuumInWords({ loads, capacities, server: { settings } }: Run): string {
  const sides = [...loads, ...capacities].flatMap(
    (load): readonly Pick<SideRecord, 'vacuumed'>[] => load.sides,
  );
  const known = sides.flatMap(({ vacuumed }) => (vacuumed === undefined ? [] : [vacuumed]));
  if (known.length === 0) return '';
  const tables = [...new Set(known.flat())].map(code);
  const which = tables.length === 0 ? 'which was nothing' : `namely ${listed(tables)}`;
  const decay =
    settings['autovacuum'] === 'off'
      ? ' Until the next time what is written stays, since autovacuum is off: index-only scans then visit the table for pages that were written, and read more blocks from round to round.'
      : '';
  return ` Before each scenario, and each search for the capacity, what earlier loads had written was vacuumed, ${which}.${decay}`;
}

function distinct(words: readonly string[]): string {
  return listed([...new Set(words)]);
}

/** All the rules by which promises about load are judged, first match first. */
function claimRules(): string {
  const lines = Object.values(loadClaimRules).map(({ verdict, when }) => `- **${verdict}**: ${text(when)}.`);
  return blocks(
    'Promises about load are judged by their factor, since absolute figures are of another machine; the share of requests that fail as it is. The first that applies:',
    lines.join('\n'),
  );
}

/** A row for each side, over its rounds: what they typically used, and the most that waited or was late. */
function facts({ scenario, driver, sides, rounds }: LoadRecord): readonly (readonly string[])[] {
  return sides.map(({ id }) => {
    const own = rounds.filter(({ side }) => side === id);
    const generators = [...new Set(own.map(({ round }) => `${driver} ${round.generator.version}`))];
    const room = own[0]?.round.generator.room;
    const lag = most(own.map(({ server }) => server.eventLoopLag));
    const waiting = most(own.map(({ server }) => server.poolWaiting?.most));
    return [
      text(`${scenario.id}, ${id}`),
      text(`${listed(generators)}, room of ${plural(room ?? 0, 'core')}`),
      `${cores(medianOver(own, ({ round }) => round.generator.cpu))}, ${cores(medianOver(own, ({ server }) => server.apiCpu))}, ${cores(medianOver(own, ({ server }) => server.databaseCpu))} cores`,
      waiting === null ? '–' : waiting === 0 ? 'none' : `up to ${plural(waiting, 'request')}`,
      lag === null ? '–' : duration(lag),
    ];
  });
}

function most(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : Math.max(...known);
}

function cores(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
