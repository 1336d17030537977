import type { LoadComparison, LoadJudgement } from '../../compare/load-judgement.ts';
import { loadThresholds } from '../../compare/load.ts';
import type { LoadRecord } from '../../record/load.ts';
import { longerRounds } from '../load-rounds.ts';
import { claimedChange, metricChange, metricName, metricWithReach } from '../load-words.ts';
import { table, text, unbroken } from '../markdown-text.ts';
import { count } from '../units.ts';
import { capital, sentence } from '../words.ts';
import { capacityHeading, type Page } from './page.ts';

/** Why the figures of a load may not be read, and what to do; null where they may. */
export function invalidWarning(page: Page, load: LoadRecord, { invalid }: LoadJudgement): string | null {
  if (invalid === null) return null;
  const why = `${text(sentence(invalid.sentence))} ${text(sentence(capital(invalid.remedy)))}`;
  return `> [!WARNING]\n> **Invalid**: ${why} What was seen stands in *italics*, and but for the share that failed is compared with nothing; no curve is drawn of it, since requests that were given up would be missing from that; ${capacityLead(page, load)}.`;
}

/** Of the whole mix, a row for each metric: seen, compared, promised, and what the promise comes to. */
export function metricTable(page: Page, load: LoadRecord, judged: LoadJudgement): string {
  const { baseline, side, comparisons, statements } = judged;
  const claimed = comparisons.some(({ claim }) => claim !== null);
  const rows = comparisons.map((comparison) => {
    const remedy = remedyFor(page, load, judged, comparison);
    return [
      metricName(comparison.metric),
      seen(comparison, 'baseline', load.scenario.timeout),
      seen(comparison, 'side', load.scenario.timeout),
      verdictCell(page, load, comparison, remedy),
      ...(claimed ? claimCells(page, comparison, remedy) : []),
    ];
  });
  const exact =
    statements.baseline === null || statements.side === null
      ? []
      : [
          [
            'statements per request',
            count(statements.baseline),
            count(statements.side),
            'exact',
            ...(claimed ? ['–', '–'] : []),
          ],
        ];
  const heads = ['', text(baseline), text(side), 'change', ...(claimed ? ['claimed', 'claim'] : [])];
  return table(heads, [...rows, ...exact]);
}

/** Why the figures show no interval; null where they do, or there are none. */
export function fewRounds({ comparisons }: LoadJudgement): string | null {
  const { rounds } = loadThresholds;
  const pairs = Math.max(...comparisons.map((comparison) => comparison.pairs));
  if (pairs === 0 || pairs >= rounds) return null;
  const of = pairs === 1 ? 'one round of each side' : `${pairs} rounds of each side`;
  return `The figures are those of ${of}, and show no interval: that takes at least ${rounds} rounds.`;
}

/** A value of one side; in italics where it is no measure of the API. */
export function seen(comparison: LoadComparison, which: 'baseline' | 'side', timeout: number): string {
  const value = unbroken(metricWithReach(comparison.metric, comparison[which], timeout));
  return comparison.verdict === 'invalid' && value !== '–' ? `*${value}*` : value;
}

function verdictCell(page: Page, load: LoadRecord, comparison: LoadComparison, remedy: string): string {
  const { notes } = page;
  const { verdict, limit } = comparison;
  const marks = [
    ...(isOpen(comparison) ? [notes.mark(text(comparison.sentence), remedy)] : []),
    ...(limit === null ? [] : [notes.mark(text(limit), capital(capacityLead(page, load)))]),
  ].map((mark) => ` ${mark}`);
  const change = metricChange(comparison);
  const shown = verdict === 'invalid' || change === '–' ? '' : `<br>${unbroken(change)}`;
  return `**${verdict}**${marks.join('')}${shown}`;
}

/** What was promised, and what it comes to; with a note where that is not plain from the change beside it. */
function claimCells(
  { notes }: Page,
  comparison: LoadComparison,
  remedy: string,
): readonly [claimed: string, claim: string] {
  const { metric, claim } = comparison;
  if (claim === null) return ['–', '–'];
  const note = {
    impossible: 'The promise needs more users, or users who think for less time',
    unproven: remedy,
    confirmed: null,
    partly: null,
    refuted: null,
  }[claim.verdict];
  const mark = note === null ? '' : ` ${notes.mark(text(claim.sentence), note)}`;
  return [unbroken(claimedChange(metric, claim.before, claim.after)), `**${claim.verdict}**${mark}`];
}

function isOpen({ verdict }: LoadComparison): boolean {
  return verdict === 'unclear' || verdict === 'invalid';
}

/** What to do about what could not be told, of the whole mix or of a route, as Markdown. */
export function remedyFor(
  page: Page,
  load: LoadRecord,
  judged: LoadJudgement,
  { metric, verdict, sentence: why }: LoadComparison,
  route: string | null = null,
): string {
  const { invalid } = judged;
  if (verdict === 'invalid' && invalid?.sentence === why) {
    return `${text(sentence(capital(invalid.remedy)))} ${capital(capacityLead(page, load))}`;
  }
  if (verdict === 'invalid') return longerRounds(load, judged, metric, route);
  if (verdict !== 'unclear') return capital(capacityLead(page, load));
  const ended = load.sides.flatMap(({ id, failure }) => (failure === null ? [] : [`${id}, ${failure}`]));
  return ended.length === 0
    ? 'More rounds would tell: `bench load --rounds …`'
    : `The rounds ended early: ${text(sentence(ended.join('; ')))} ${capital(capacityLead(page, load))}`;
}

/** Where it stands how many requests per second the sides carry, or how to find out: an end of a sentence. */
function capacityLead(page: Page, { scenario }: LoadRecord): string {
  const found = page.run.capacities.find((one) => one.scenario.id === scenario.id);
  return found === undefined
    ? `\`bench capacity ${scenario.id}\` finds what each side carries`
    : `what each side carries stands under ${page.link('capacity', capacityHeading(found.scenario))}`;
}
