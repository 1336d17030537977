import { timesBetween } from '../../compare/capacity.ts';
import type { CapacityJudgement } from '../../compare/load-judgement.ts';
import type { CapacitiesRecord, CapacityPoint, CapacityRecord } from '../../record/load.ts';
import {
  attemptsByRate,
  brokenRates,
  countInWords,
  endInWords,
  kneeInWords,
  rateInWords,
  withinInWords,
} from '../capacity-words.ts';
import { capacityChartName } from '../file-names.ts';
import { blocks, code, details, table, text, unbroken } from '../markdown-text.ts';
import { count, duration } from '../units.ts';
import { capital, listed, sentence } from '../words.ts';
import { capacityHeading, type Page } from './page.ts';

/** How much load the sides carry under one scenario, and what says so. */
export function capacityPart(page: Page, scenario: string, judged: readonly CapacityJudgement[]): string {
  const record = page.run.capacities.find((found) => found.scenario.id === scenario);
  const limit = record?.sides[0]?.limit;
  if (record === undefined || limit === undefined) return '';
  const name = capacityChartName(scenario);
  return blocks(
    `### ${text(capacityHeading(record.scenario))}`,
    `How many requests may arrive per second, however long the answers take, before p${limit.quantile * 100} passes ${duration(limit.seconds)}, or more of them fail than may${givenUp(record)}:`,
    table(['', 'carries', 'breaks because', 'rates tried', 'search'], record.sides.map(summary)),
    ...judged.map(verdictLine),
    promisedPart(page, scenario, limit),
    page.charts.has(name) ? `![p95 over the arrival rate, with the knee of each side](${name})` : null,
    ratesPart(record),
  );
}

/** When a request of the search is given up, which is sooner than in the scenario; nothing where the record does not tell. */
function givenUp({ sides }: CapacitiesRecord): string {
  const timeout = sides[0]?.timeout;
  return timeout === undefined ? '' : ` (a request times out after ${duration(timeout)} here)`;
}

/** Where the document promises less than the limit: what the sides carry within the promise is less too. */
function promisedPart({ run }: Page, scenario: string, limit: CapacityRecord['limit']): string | null {
  const promised = run.loads
    .filter((load) => load.scenario.id === scenario)
    .flatMap((load) => load.scenario.claims)
    .find(({ metric }) => metric === `p${limit.quantile * 100}`);
  return promised === undefined || promised.after >= limit.seconds
    ? null
    : `The limit is not the promise: that is a ${promised.metric} of ${duration(promised.after)}, within which fewer may arrive.`;
}

function summary(search: CapacityRecord): readonly string[] {
  const { side, knee } = search;
  const [broken] = brokenRates(search);
  return [
    text(side),
    unbroken(kneeInWords({ side, ...knee })),
    text(broken?.reason ?? '–'),
    countInWords(search),
    text(endInWords(search)),
  ];
}

function verdictLine(judged: CapacityJudgement): string {
  const { verdict, ratio, cutOff, side, baseline, sentence: why, remedy } = judged;
  const [one, other] = [text(side.side), text(baseline.side)];
  if (verdict === 'invalid') return `**invalid**: what ${other} and ${one} carry ${text(sentence(why))}`;
  if (verdict === 'unclear' && remedy !== null)
    return `**unclear**: of ${other} and ${one} one ${text(sentence(why))} ${text(sentence(capital(remedy)))}`;
  const open =
    cutOff === null
      ? ''
      : ` The time of the search for ${text(listed(cutOff.sides))} ended first: ${code(cutOff.command)} would narrow it.`;
  return `**${one} carries ${timesBetween(ratio)} the load of ${other}**, as far as the two searches bracket it: **${verdict}**.${open}`;
}

const heads = ['', 'arrive', 'attempt', 'counted', 'answered', 'p50', 'p95', 'the limit', 'because'];

/** A row for each attempt; nothing where there was none. */
function ratesPart({ sides }: CapacitiesRecord): string | null {
  const rows = sides.flatMap((search) =>
    attemptsByRate(search).map(({ point, attempt }) => [
      text(search.side),
      rateInWords(point.rate),
      String(attempt),
      countedInWords(point),
      rateInWords(point.achieved),
      withinInWords(point.p50),
      withinInWords(point.p95),
      outcomes[point.outcome],
      text(point.reason ?? '–'),
    ]),
  );
  return rows.length === 0 ? null : details('Every attempt at a rate', table(heads, rows));
}

/** "72 in 7.2 s"; "–" where the record does not tell. */
function countedInWords({ requests, seconds }: CapacityPoint): string {
  return requests === undefined || seconds === undefined ? '–' : `${count(requests)} in ${duration(seconds)}`;
}

const outcomes = { holds: 'holds', breaks: '**breaks**', invalid: '**invalid**' } as const;
