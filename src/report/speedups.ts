import type { CustomSeriesOption, EChartsOption, ScatterSeriesOption } from 'echarts';
import stringWidth from 'string-width';
import { declaredDifference } from '../compare/answers.ts';
import type { Comparison, Verdict } from '../compare/judgement.ts';
import { chartText as text, drawChart, tones, type Chart } from './chart.ts';
import { otherwise } from './measured.ts';
import { claimedFactor, times } from './units.ts';
import { variantOf, type ExperimentView, type VariantView } from './view.ts';
import { cut } from './words.ts';

const shades: readonly (readonly [name: string, color: string, verdicts: readonly Verdict[]])[] = [
  ['better', tones.better, ['better']],
  ['worse', tones.worse, ['worse']],
  ['same, unclear or invalid', tones.text, ['same', 'unclear', 'invalid']],
];

const width = 900;
const rowHeight = 24;

/** A line of the chart: one variant in one parameter class. */
interface Row {
  readonly label: string;
  /** Whether its time is one of other answers than the baseline's, as documented. */
  readonly differs: boolean;
  readonly comparison: Comparison;
  readonly claimed: readonly [least: number, most: number] | null;
}

/**
 * Speed-ups by claim and parameter class on a logarithmic axis, with their 95 % intervals, and beside them what was
 * claimed; an SVG without a background, for light and dark pages. null where nothing was timed.
 */
export function speedupsChart(experiments: readonly ExperimentView[]): Chart | null {
  const rows = experiments.flatMap(rowsOf);
  if (rows.length === 0) return null;
  return () => drawChart(optionOf(rows), width, 110 + rows.length * rowHeight);
}

/**
 * The text as written; what it meant, where that alone came as far as speed, or could be timed at all; everything where
 * nothing is claimed.
 */
function rowsOf(experiment: ExperimentView): readonly Row[] {
  const { claim } = experiment.record;
  const timed = [claim?.asWritten, claim?.repaired]
    .flatMap((id) => variantOf(experiment, id ?? '') ?? [])
    .filter(({ judgement }) => judgement.comparisons.length > 0);
  const standing = timed.find(cameToSpeed) ?? timed[0];
  const shown = claim === null ? experiment.variants : standing === undefined ? [] : [standing];
  return shown.flatMap((variant) => variantRows(experiment, variant));
}

/** What was timed only where it happens to answer alike, or to run, stopped before that. */
function cameToSpeed({ judgement: { stopped } }: VariantView): boolean {
  return stopped === null || stopped.rung === 'faster';
}

function variantRows(
  { record }: ExperimentView,
  { record: variant, judgement }: VariantView,
): readonly Row[] {
  const { claim } = record;
  const title = variant.id === claim?.asWritten ? '' : ` (${variant.title})`;
  const differs = declaredDifference(variant) !== null;
  return judgement.comparisons
    .filter(({ ratio }) => Number.isFinite(ratio.estimate))
    .map((comparison) => ({
      label: labelOf(`${differs ? `${otherwise} ` : ''}${record.id}${title}`, comparison.class),
      differs,
      comparison,
      claimed: claim === null ? null : claim.factor,
    }));
}

/** In columns. */
const longestLabel = 44;

/** What is too long is cut off the title: rows of one variant are told apart by their classes. */
function labelOf(title: string, name: string): string {
  const tail = `, ${name}`;
  const room = Math.max(longestLabel / 2, longestLabel - stringWidth(tail));
  return cut(cut(title, room) + tail, longestLabel);
}

function optionOf(rows: readonly Row[]): EChartsOption {
  const [min, max] = decades(rows);
  return {
    legend: {
      top: 0,
      textStyle: text,
      itemGap: 32,
      itemWidth: 12,
      itemHeight: 12,
      data: [...shades.map(([name]) => ({ name, icon: 'circle' })), { name: 'claimed', icon: 'diamond' }],
    },
    // Fixed, since fonts differ from page to page: room for the longest label in a wide one.
    grid: { left: 340, right: 140, top: 36, bottom: 54 },
    xAxis: {
      type: 'log',
      min,
      max,
      name: `times faster than before (logarithmic)${rows.some(({ differs }) => differs) ? `; ${otherwise} with other answers` : ''}`,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: { ...text, formatter: (factor: number) => `${factor.toLocaleString('en-US')}×` },
      splitLine: { lineStyle: { color: tones.line } },
    },
    yAxis: [
      labels(
        rows.map(({ label }) => label),
        'left',
      ),
      labels(rows.map(figures), 'right'),
    ],
    series: [...shades.map((shade) => measured(rows, shade)), claimed(rows), noChange()],
  };
}

function figures({ comparison: { ratio }, claimed }: Row): string {
  const beside = claimed === null ? '' : ` of ${claimedFactor(claimed)}`;
  return `${times(1 / ratio.estimate)}${beside}`;
}

/** Whole powers of ten around all that is shown; an end that is not bounded runs out of the picture. */
function decades(rows: readonly Row[]): readonly [number, number] {
  const shown = rows
    .flatMap(({ comparison: { ratio }, claimed }) => [
      1 / ratio.high,
      1 / ratio.estimate,
      1 / ratio.low,
      ...(claimed ?? []),
    ])
    .filter((factor) => factor > 0 && Number.isFinite(factor));
  const low = Math.floor(Math.log10(Math.min(1, ...shown)));
  const high = Math.ceil(Math.log10(Math.max(1, ...shown)));
  return [10 ** Math.min(low, high - 1), 10 ** high];
}

/** A dot for each estimate, on a bar from one end of its interval to the other. */
function measured(
  rows: readonly Row[],
  [name, color, verdicts]: (typeof shades)[number],
): CustomSeriesOption {
  const data = rows.flatMap(({ comparison: { ratio, verdict } }, i) =>
    verdicts.includes(verdict) ? [[1 / ratio.estimate, i, 1 / ratio.high, 1 / ratio.low]] : [],
  );
  return {
    type: 'custom',
    name,
    data,
    silent: true,
    itemStyle: { color },
    clip: true,
    renderItem: ({ coordSys }, api) => {
      const { x: left = 0, width: room = 0 } = coordSys as { readonly x?: number; readonly width?: number };
      const y = Number(api.value(1));
      const at = (dimension: number) => {
        const [x = left, height = 0] = api.coord([
          Math.max(Number(api.value(dimension)), Number.MIN_VALUE),
          y,
        ]);
        return { x: Math.min(Math.max(x, left), left + room), y: height };
      };
      const [estimate, low, high] = [at(0), at(2), at(3)];
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: low.x, y1: low.y, x2: high.x, y2: high.y },
            style: { stroke: color, lineWidth: 3 },
          },
          { type: 'circle', shape: { cx: estimate.x, cy: estimate.y, r: 5 }, style: { fill: color } },
        ],
      };
    },
  };
}

function claimed(rows: readonly Row[]): ScatterSeriesOption {
  return {
    type: 'scatter',
    name: 'claimed',
    symbol: 'diamond',
    symbolSize: 11,
    silent: true,
    itemStyle: { color: 'transparent', borderColor: tones.claimed, borderWidth: 2 },
    data: rows.flatMap(({ claimed }, i) => [...new Set(claimed ?? [])].map((factor) => [factor, i])),
  };
}

/** A line where nothing changes. */
function noChange(): ScatterSeriesOption {
  return {
    type: 'scatter',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: tones.text, type: 'solid', width: 1.5 },
      data: [{ xAxis: 1 }],
    },
  };
}

function labels(data: string[], position: 'left' | 'right') {
  return {
    type: 'category' as const,
    inverse: true,
    data,
    position,
    axisLabel: text,
    axisLine: { show: false },
    axisTick: { show: false },
  };
}
