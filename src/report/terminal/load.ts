import type { Judgement } from '../../compare/judgement.ts';
import type { LoadJudgement } from '../../compare/load-judgement.ts';
import type { CapacityRecord } from '../../record/load.ts';
import type { Run } from '../../record/run.ts';
import { breaksInWords, kneeInWords } from '../capacity-words.ts';
import { columns, wrapped, type Column } from '../columns.ts';
import { longerRounds } from '../load-rounds.ts';
import { changeInBrief, metricName, metricWithReach, pacingInWords } from '../load-words.ts';
import { duration } from '../units.ts';
import { cut, sentence } from '../words.ts';
import { shownVerdict, tight, type Screen } from './screen.ts';

const heads: readonly Column[] = [
  { heading: 'under load', align: 'left', shrinks: true },
  { heading: 'before', align: 'right' },
  { heading: 'after', align: 'right' },
  { heading: 'change', align: 'left', shrinks: true },
  { heading: 'verdict', align: 'left' },
  { heading: 'claimed', align: 'left' },
];

/** A table for each scenario, and a line for what each API carries. */
export function loadLines(run: Run, judgement: Judgement, screen: Screen): readonly string[] {
  const tables = judgement.loads.flatMap((judged, i) => [
    ...(i === 0 ? [] : ['']),
    ...scenarioLines(run, judged, screen),
  ]);
  const carried = judgement.capacities.flatMap((capacity) => {
    const record = run.capacities.find(({ scenario }) => scenario.id === capacity.scenario);
    const limit = record?.sides[0]?.limit;
    const until =
      limit === undefined ? '' : ` before p${limit.quantile * 100} passes ${duration(limit.seconds)}`;
    const remedy = capacity.remedy === null ? '' : `. To change: ${sentence(capacity.remedy)}`;
    const pair = [capacity.baseline.side, capacity.side.side];
    return [
      ...wrapped(
        `capacity (${capacity.scenario}): ${capacity.baseline.side} ${kneeInWords(capacity.baseline)}, ${capacity.side.side} ${kneeInWords(capacity.side)}${until}: ${capacity.sentence}${remedy}`,
        screen.width,
        '  ',
      ),
      ...(record?.sides ?? [])
        .filter(({ side }) => pair.includes(side))
        .flatMap((search) => breakLine(search, screen.width)),
    ];
  });
  return [...tables, ...(tables.length > 0 && carried.length > 0 ? [''] : []), ...carried];
}

/** At which rates the limit breaks on a side, and why; nothing where it never does. */
export function breakLine(search: CapacityRecord, width: number): readonly string[] {
  const broken = breaksInWords(search);
  return broken === null ? [] : wrapped(`  ${search.side} ${broken}`, width, '  ');
}

function scenarioLines(run: Run, judged: LoadJudgement, screen: Screen): readonly string[] {
  const load = run.loads.find(
    ({ scenario, driver }) => scenario.id === judged.scenario && driver === judged.driver,
  );
  if (load === undefined) return [];
  const { scenario } = load;
  const rows = judged.comparisons.map((comparison) => [
    `  ${metricName(comparison.metric)}`,
    narrow(metricWithReach(comparison.metric, comparison.baseline, scenario.timeout)),
    narrow(metricWithReach(comparison.metric, comparison.side, scenario.timeout)),
    comparison.verdict === 'invalid' ? '' : tight(changeInBrief(comparison)),
    shownVerdict(comparison.verdict, screen),
    comparison.claim === null ? '' : comparison.claim.verdict,
  ]);
  const claimed = judged.comparisons.some(({ claim }) => claim !== null);
  const used = heads
    .slice(0, claimed ? heads.length : -1)
    .map((head) =>
      head.heading === 'before'
        ? { ...head, heading: judged.baseline }
        : head.heading === 'after'
          ? { ...head, heading: judged.side }
          : head,
    );
  const [heading = '', ...lines] = columns(used, rows, screen.width);
  const title = `  ${scenario.title}: ${pacingInWords(scenario.pacing)}, by ${judged.driver}`;
  const { invalid } = judged;
  const carried = run.capacities.some((one) => one.scenario.id === scenario.id)
    ? ' What each side carries stands under capacity.'
    : '';
  const remarks = judged.comparisons.flatMap(({ metric, verdict, sentence: why, limit, claim }) => [
    ...(verdict === 'invalid' && why !== invalid?.sentence
      ? [`${metricName(metric)}, invalid: ${sentence(why)} ${longerRounds(load, judged, metric)}`]
      : []),
    ...(claim?.verdict === 'impossible' ? [`${metricName(metric)}, impossible: ${claim.sentence}`] : []),
    ...(limit === null ? [] : [`${metricName(metric)}: ${sentence(limit)}${carried}`.trimEnd()]),
  ]);
  return [
    screen.colors.dim(heading),
    `${screen.colors.bold(scenario.id)}${screen.colors.dim(cut(title, screen.width - scenario.id.length))}`,
    ...lines,
    ...(invalid === null
      ? []
      : wrapped(
          `  invalid: ${sentence(invalid.sentence)} To change: ${sentence(invalid.remedy)}${carried}`,
          screen.width,
          '  ',
        )),
    ...remarks.flatMap((line) => wrapped(`  ${sentence(line)}`, screen.width, '  ')),
    ...judged.disagreements.flatMap((line) => wrapped(`  ${sentence(line)}`, screen.width, '  ')),
  ];
}

/** "2,001/s ±0.6%": columns are narrow. */
function narrow(value: string): string {
  return tight(value).replace('± ', '±');
}
