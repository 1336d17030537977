import type { Noise } from '../../compare/judgement.ts';
import { thresholds } from '../../compare/rules.ts';
import type { Run, Schedule } from '../../record/run.ts';
import { blocks, code, details, table, text } from '../markdown-text.ts';
import { power } from '../../statistics/detectable.ts';
import { quantile } from '../../statistics/quantile.ts';
import { factorsAndTimes, twoScales } from '../measured.ts';
import { duration, factorOfSize, percent, size, uncertainty } from '../units.ts';
import { listed, plural } from '../words.ts';
import { decides, finds } from './comparisons.ts';
import { leftOutPart } from './left-out.ts';
import { loadMethod } from './load-method.ts';
import { sections, type Page } from './page.ts';
import { roundsOf } from '../circumstances.ts';

/** How the figures came about, what the machine was like, and what is not covered. */
export function methodSection(page: Page): string {
  const { run } = page;
  return blocks(
    `## ${sections.method}`,
    run.experiments.length === 0 && run.loads.length + run.capacities.length > 0 ? null : queries(page),
    loadMethod(page),
    run.experiments.length + run.loads.length === 0 ? null : intervals,
    leftOutPart(page),
    environmentPart(page.run),
  );
}

function queries(page: Page): string {
  return blocks(
    `All variants were open at the same time in one PostgreSQL ${text(page.run.server.version)}, as clones of the same seeded database, vacuumed and analysed before they were copied, and again after SQL that does more than make plain indexes. Answers were compared before anything was timed. Then the variants took turns, with the same parameters in each turn and in an order drawn anew for each, so that what disturbs the machine disturbs all of them alike. Statements were prepared by name, as a driver does it, and all rows were fetched. The cache was warm. A variant left as soon as its comparison was decided; its times are those of the rounds in which it took part. Where the baseline took another time in those than over all rounds, that stands before an arrow.`,
    verdictRules(page),
    table(['what', 'value'], facts(page)),
  );
}

function verdictRules({ run, judgement }: Page): string {
  const { looks, alpha, spending } = run.schedule;
  const effect = percent(thresholds.effect - 1);
  const tolerance = percent(thresholds.tolerance - 1);
  const when =
    looks.length === 1
      ? `after ${plural(looks[0] ?? 0, 'round')}`
      : `after ${listed(looks.map(String))} rounds, as long as the answer was open${untilWhen(run.schedule)}`;
  const compared = judgement.experiments
    .flatMap(({ variants }) => variants)
    .reduce((sum, { comparisons }) => sum + comparisons.length, 0);
  return blocks(
    `The unit is the round, not the execution: executions near each other in time resemble each other. Each turn gives one ratio, of executions with the same parameters one after the other; a round gives Hodges and Lehmann's estimate over its turns, and all rounds together that over the rounds, with its exact signed-rank interval. ${factorsAndTimes} Where a turn takes long, a round is a single one, and fewer parameter sets are timed than were drawn: the tables under *How sure* count them.`,
    `Results were looked at ${when}. The chance of a wrong "better" or "worse" over all looks is ${percent(alpha)} (${spendingInWords(spending)}) for each comparison${familyInWords(compared, alpha)}. The 95 % intervals beside the figures do not allow for stopping as soon as a result is clear; the interval that *${decides}*, with its confidence in brackets, does.`,
    [
      `- **better** and **worse**: the interval that ${decides} clears "no change", and the estimate is at least ${effect}.`,
      `- **same**: the 95 % interval stays within ${tolerance} either way.`,
      `- **unclear**: neither, or fewer than ${plural(thresholds.rounds, 'round')}.`,
      `- **invalid**: the baseline evidently differed from itself by more than ${tolerance}, its odd executions from its even ones, each measured by what its parameters usually take; or there was nothing to compare. That takes parameters that were executed twice; where they were not, it is said.`,
    ].join('\n'),
    `*${finds}* is how large a true change has to be for as many rounds, as noisy as these, to come to better or worse with that chance. Smaller ones are found less often, so that a change that was found may well be below it.`,
  );
}

/** What so many comparisons come to, each with its own chance of error. */
function familyInWords(compared: number, alpha: number): string {
  if (compared < 2) return '';
  const byChance = String(Number((compared * alpha).toPrecision(2)));
  return `, not for all of them: were nothing different in any of the ${compared}, up to ${byChance} would be told apart by chance, on average`;
}

/** What ends a class whose answer is open. */
function untilWhen({ patience }: Schedule): string {
  if (patience === null) return '';
  const time = patience === undefined ? 'for as long as it may take' : `for ${duration(patience)}`;
  return ` and there was time: a parameter class that had been timed ${time} went no further than the look that it was at, so that an answer can stay open before the last look`;
}

/** What stands beside an estimate. */
const intervals = `${twoScales} ± is the longer arm of a figure's 95 % interval, relative to the figure; where that is more than 20 %, brackets give both ends. Brackets behind a change are the ends of its 95 % interval, in the direction of the change: below 0 %, or below 1×, is a change the other way.`;

/** How a chance of error is spread over the looks. */
export function spendingInWords(spending: Schedule['spending']): string {
  return `Lan and DeMets' ${spending === 'pocock' ? 'Pocock' : "O'Brien-Fleming"} spending`;
}

function facts(page: Page): readonly (readonly string[])[] {
  const { run, judgement } = page;
  const detectable = judgement.experiments
    .flatMap(({ variants }) =>
      variants.flatMap(({ comparisons }) => comparisons.map((one) => one.detectable)),
    )
    .filter((ratio) => ratio !== null);
  const { noise, overhead } = judgement;
  return [
    ['rounds for each comparison', roundsOf(judgement)],
    [
      'the machine against itself',
      noise === null ? 'not known: no parameters were executed twice in a round' : noiseInWords(noise),
    ],
    [
      `what such rounds find with a chance of ${Math.round(power * 100)} %`,
      detectable.length === 0
        ? 'not known: too few rounds'
        : foundBy(quantile(detectable, 0.5), Math.max(...detectable)),
    ],
    [
      'an empty statement (protocol and connection)',
      overhead === null
        ? 'not measured'
        : `${duration(overhead.estimate)} ${uncertainty(overhead)}, part of every time above`,
    ],
    [
      'plans',
      'EXPLAIN (ANALYZE, BUFFERS, …) ran apart from the timed rounds, since it costs time itself; custom and generic plans were both looked at',
    ],
    ['seed of the schedule', String(run.request.seed)],
  ];
}

function noiseInWords({ ratio, rounds, classes, timed }: Noise): string {
  const where =
    classes === timed
      ? ''
      : `, of ${classes} of the ${plural(timed, 'parameter class', 'parameter classes')},`;
  return `the same statement with the same parameters differed by less than ${percent(ratio - 1)} in half of the ${plural(rounds, 'round')}${where} in which parameters were executed twice`;
}

function foundBy(half: number, all: number): string {
  const [typical, largest] = [factorOfSize(half), factorOfSize(all)];
  return typical === largest
    ? `a change of ${largest}`
    : `half of the comparisons a change of ${typical}, all of them one of ${largest}; each experiment says which`;
}

/** A load average is of the minute before; what it says of the run is what was still going on. */
function busyInWords(busy: number | undefined): string {
  return busy === undefined
    ? ''
    : ` (of the minute before; just then others kept ${plural(Number(busy.toFixed(1)), 'core')} busy)`;
}

/** The machine and the server's settings. */
export function environmentPart(run: Run): string {
  const { os, cpu, cores, memory, node, version, load, busy } = run.environment;
  const settings = Object.entries(run.server.settings).map(([name, value]) => [code(name), code(value)]);
  const machine = `${text(os)}, ${text(cpu)}, ${plural(cores, 'core')}, ${size(memory)} of memory, load ${load.toFixed(2)} at the start${busyInWords(busy)}, Node ${text(node)}, intowork-bench ${text(version)}.`;
  return blocks(
    `The machine: ${machine}`,
    settings.length === 0
      ? "All of the server's settings are PostgreSQL's defaults."
      : details(
          `${plural(settings.length, 'server setting')} that ${settings.length === 1 ? 'differs' : 'differ'} from PostgreSQL's defaults`,
          table(['setting', 'value'], settings),
        ),
  );
}
