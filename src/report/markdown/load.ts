import type { LoadJudgement } from '../../compare/load-judgement.ts';
import type { LoadRecord } from '../../record/load.ts';
import { latency } from '../../record/latency.ts';
import { metricsOf } from '../../compare/load-metrics.ts';
import { latencyChartName } from '../file-names.ts';
import { lengthInWords, metricValue, pacingInWords, processesInWords } from '../load-words.ts';
import { blocks, table, text } from '../markdown-text.ts';
import { count, duration } from '../units.ts';
import { capital, plural, sentence } from '../words.ts';
import { capacityPart } from './capacity.ts';
import { chainPart } from './chain.ts';
import { errorsPart } from './load-errors.ts';
import { costsPart, routesPart } from './load-routes.ts';
import { fewRounds, invalidWarning, metricTable } from './load-metrics.ts';
import { notesOf, sections, type Page } from './page.ts';
import { sidesPart } from './sides.ts';

/** What was put under load, and how much of it the APIs carry; nothing where nothing was. */
export function loadSection(page: Page): string | null {
  const { run, judgement } = page;
  if (run.loads.length + run.capacities.length === 0) return null;
  return blocks(
    `## ${sections.load}`,
    'The APIs stood on arrangements of their own in one server, all of them up, and took turns: a round of load on one, a round on the other, in an order drawn anew for each pair. A round is the unit. Two processes of the same code differ by some per cent, and too few take part here to even that out, so that **changes below 10 % are not told apart**.',
    sidesPart(page),
    ...run.loads.map((load) =>
      scenarioPart(
        page,
        load,
        judgement.loads.filter(
          ({ scenario, driver }) => scenario === load.scenario.id && driver === load.driver,
        ),
      ),
    ),
    ...run.capacities.map(({ scenario }) =>
      capacityPart(
        page,
        scenario.id,
        judgement.capacities.filter((capacity) => capacity.scenario === scenario.id),
      ),
    ),
    notesOf(page),
  );
}

function scenarioPart(page: Page, load: LoadRecord, judged: readonly LoadJudgement[]): string {
  const { scenario, driver, rounds, sides } = load;
  const source = scenario.source === null ? '' : ` (${scenario.source})`;
  const name = latencyChartName(scenario.id, driver);
  const chart = page.charts.has(name)
    ? `![Latency of ${scenario.id}, by share of the answers](${name})`
    : null;
  const taken = plural(
    Math.min(...sides.map(({ id }) => rounds.filter(({ side }) => side === id).length)),
    'round',
  );
  return blocks(
    `### ${text(`${scenario.title}${source}`)}`,
    `${text(capital(pacingInWords(scenario.pacing)))}, by ${driver}; ${taken} of each side${text(processesInWords(load))}. ${timesOf(load, page.run.environment.cores)}`,
    judged.length === 0 ? oneSided(load) : null,
    ...judged.map((one) =>
      blocks(
        invalidWarning(page, load, one),
        metricTable(page, load, one),
        fewRounds(one),
        one.bottlenecks.length === 0
          ? null
          : text(one.bottlenecks.map((line) => sentence(capital(line))).join(' ')),
        one.disagreements.length === 0
          ? null
          : `The drivers do not agree: ${text(sentence(one.disagreements.join('; ')))}`,
      ),
    ),
    errorsPart(load),
    chart,
    ...judged.map((one) => blocks(routesPart(page, load, one), costsPart(one), chainPart(page, load, one))),
    notesOf(page),
  );
}

/** What a round counts, when a request is given up, and what the database's CPU is a share of. */
function timesOf({ scenario, rounds, sides }: LoadRecord, cores: number): string {
  const { settle, timeout } = scenario;
  const before = settle === null || settle === 0 ? '' : ` after ${duration(settle)} that are not counted`;
  const metrics = sides.length < 2 ? [] : metricsOf(scenario);
  return [
    ...(rounds.length === 0 ? [] : [`${lengthInWords({ sides, rounds })}${before}.`]),
    `A request times out after ${duration(timeout)}.`,
    ...(metrics.includes('database CPU')
      ? [`Database CPU is a share of the machine's ${plural(cores, 'core')}, all of them.`]
      : []),
    ...(metrics.includes('database CPU per request')
      ? ["Database CPU per request is PostgreSQL's CPU time, divided by what was answered."]
      : []),
  ].join(' ');
}

/** Where there is nothing to compare with, what was seen. */
function oneSided({ rounds, sides, scenario }: LoadRecord): string {
  const failures = sides.flatMap(({ id, failure }) => (failure === null ? [] : [`${id}: ${failure}`]));
  const ended = failures.length === 0 ? null : `It ended early: ${text(sentence(failures.join('; ')))}`;
  const measured = table(
    ['', 'answered', 'p50', 'p95', 'valid'],
    sides.flatMap(({ id }) =>
      rounds
        .filter(({ side }) => side === id)
        .map(({ round, validity, pair }) => {
          const at = (metric: 'p50' | 'p95', quantile: number) =>
            metricValue(metric, latency(round.total, quantile) ?? Number.NaN, scenario.timeout);
          return [
            text(`${id}, round ${pair + 1}`),
            `${count(round.total.answered / round.seconds)}/s`,
            at('p50', 0.5),
            at('p95', 0.95),
            validity.outcome === 'valid' ? 'yes' : text(validity.reasons[0]?.sentence ?? 'no'),
          ];
        }),
    ),
  );
  return blocks(measured, ended);
}
