import { declaredDifference } from '../../compare/answers.ts';
import type { Comparison, TypicalTime } from '../../compare/judgement.ts';
import { isOpen, moreRounds } from '../../compare/more-rounds.ts';
import type { ParameterClassRecord, VariantRecord } from '../../record/experiment.ts';
import { timedInstead } from '../../plans/unused.ts';
import { decideOnAnswers, measureIt, remedyFor, whyUnclear } from '../measured.ts';
import { code, table, text, unbroken } from '../markdown-text.ts';
import { changeInterval, count, duration, uncertainty } from '../units.ts';
import { plural, cut } from '../words.ts';
import type { ExperimentView, VariantView } from '../view.ts';
import type { Page } from './page.ts';

/** In characters. */
const longestExample = 140;

/** Parameter classes by variants: typical times, what changed, and the rows that are answered. */
export function timesPart(page: Page, experiment: ExperimentView): string {
  const { record, baseline, variants } = experiment;
  const titles = [baseline, ...variants.map((variant) => variant.record)].map((variant) =>
    titleOf(page, variant),
  );
  const grid = [
    ['', ...titles, 'rows'],
    ...record.classes.map((parameters) => [
      className(page, parameters),
      baselineTime(experiment, parameters),
      ...variants.map((variant) => variantTime(page, experiment, variant, parameters)),
      rowsOf(parameters, variants),
    ]),
  ];
  const [heads = [], ...rows] = variants.length > record.classes.length ? transposed(grid) : grid;
  return table(heads, rows);
}

/** With the shorter side across the page. */
function transposed(grid: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [first = []] = grid;
  return first.map((_, i) => grid.map((row) => row[i] ?? ''));
}

/** With a note where a time is of other answers than the baseline's, though none were seen. */
function titleOf({ notes }: Page, variant: VariantRecord): string {
  const differ = declaredDifference(variant);
  if (differ === null) return text(variant.title);
  const matter = `Other answers, as documented: ${text(differ)}`;
  return `${text(variant.title)} ${notes.mark(matter, decideOnAnswers)}`;
}

function className({ notes }: Page, { name, failure }: ParameterClassRecord): string {
  if (failure === null) return `**${text(name)}**`;
  const matter = `No parameters could be drawn: ${code(failure.message)}`;
  return `**${text(name)}** ${notes.mark(matter, 'Mend the query of this class and run again')}`;
}

/** How many parameter sets there were in each class, those whose answers were compared, and an example. */
export function parametersPart({ record }: ExperimentView): string {
  const lines = record.classes.flatMap((parameters) => {
    const { name, sets } = parameters;
    const [first, ...others] = sets;
    if (first === undefined || Object.keys(first).length === 0) return [];
    const many =
      others.length === 0 ? '' : `${plural(sets.length, 'set')}${comparedOf(parameters)}, such as `;
    return [`- ${text(name)}: ${many}${code(cut(JSON.stringify(first), longestExample))}`];
  });
  return lines.length === 0 ? '' : ['Parameters:', '', ...lines].join('\n');
}

/** Of how many sets the answers were compared, fewest and most over the variants. */
function comparedOf({ sets, cells }: ParameterClassRecord): string {
  const counts = Object.values(cells).flatMap(({ answers }) => answers?.sets ?? []);
  if (counts.length === 0) return '';
  const fewest = Math.min(...counts);
  return fewest >= sets.length
    ? ', answers compared for all'
    : `, answers compared for ${rowRange([fewest, Math.max(...counts)])}`;
}

function baselineTime(experiment: ExperimentView, { name }: ParameterClassRecord): string {
  const found = baselineOf(experiment, name);
  return found === undefined ? 'not timed' : `${duration(found.time.estimate)} ${uncertainty(found.time)}`;
}

function baselineOf({ judgement }: ExperimentView, name: string): TypicalTime | undefined {
  return judgement.baseline.find((typical) => typical.class === name);
}

function variantTime(
  { notes }: Page,
  experiment: ExperimentView,
  { record: variant, judgement }: VariantView,
  { name, cells }: ParameterClassRecord,
): string {
  const { record, baseline } = experiment;
  const comparison = judgement.comparisons.find((found) => found.class === name);
  if (comparison !== undefined) {
    if (isOpen(comparison)) {
      const why = whyUnclear(comparison) ?? text(comparison.sentence);
      return `${timeAndVerdict(experiment, comparison)} ${notes.mark(why, moreRounds(experiment.judgement, judgement.comparisons))}`;
    }
    // Of a record from before it was told that timing it would measure something else twice.
    const { stopped } = judgement;
    const mark = stopped?.rung === 'used' ? ` ${notes.mark(text(stopped.reason))}` : '';
    return timeAndVerdict(experiment, comparison) + mark;
  }
  const cell = cells[variant.id];
  if (variant.arrangement.outcome === 'failed' || (cell !== undefined && cell.failure !== null)) {
    const matter = `${text(variant.title)} does not run, PostgreSQL's message is below`;
    return `does not run ${notes.mark(matter, remedyForFailure(experiment, variant))}`;
  }
  if (cell?.stopped === 'answers') {
    return `not timed ${notes.mark('It gives other answers than it must, so its time means nothing', 'An example is below, under other answers: repair the statement or document the difference')}`;
  }
  if (cell?.stopped === 'used') {
    const instead = timedInstead(record, variant);
    const whose =
      instead === null || instead === baseline
        ? 'the baseline'
        : `"${text(instead.title)}", which runs the same statements`;
    return `not timed ${notes.mark(`No plan uses its indexes, so it would take the time of ${whose}`, `\`bench plan ${record.id}\` shows the plans`)}`;
  }
  return `not timed ${notes.mark('The run ended before it was timed', measureIt(record.id))}`;
}

function remedyForFailure(experiment: ExperimentView, { id, arrangement }: VariantRecord): string {
  const duplicates = arrangement.outcome === 'failed' && arrangement.failure.code === uniqueViolation;
  return duplicates ? 'Remove the duplicates first, then run again' : remedyFor(experiment, id);
}

/** The SQLSTATE of a unique index over rows that are none. */
const uniqueViolation = '23505';

/** With what the baseline took in the same rounds, where that is not what it took over all of them. */
function timeAndVerdict(
  experiment: ExperimentView,
  { class: name, baseline, variant, verdict, ratio }: Comparison,
): string {
  const before = duration(baseline.estimate);
  const usual = baselineOf(experiment, name);
  const from = usual === undefined || duration(usual.time.estimate) === before ? '' : `${before} → `;
  const time = unbroken(`${from}${duration(variant.estimate)} ${uncertainty(variant)}`);
  return `${time}<br>**${verdict}**: ${unbroken(changeInterval(ratio))}`;
}

/** Fewest and most that a parameter set answers with; of the baseline, and of variants that answer otherwise. */
function rowsOf({ cells }: ParameterClassRecord, variants: readonly VariantView[]): string {
  const compared = variants.flatMap(({ record }) => {
    const answers = cells[record.id]?.answers;
    return answers === null || answers === undefined ? [] : [{ title: record.title, rows: answers.rows }];
  });
  const [first] = compared;
  if (first === undefined) return '–';
  const baseline = rowRange(first.rows.baseline);
  const others = compared.filter(({ rows }) => rowRange(rows.variant) !== baseline);
  return [baseline, ...others.map(({ title, rows }) => `${text(title)}: ${rowRange(rows.variant)}`)].join(
    '<br>',
  );
}

function rowRange([fewest, most]: readonly [number, number]): string {
  return fewest === most ? count(fewest) : `${count(fewest)} … ${count(most)}`;
}
