import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Trend, TrendChange } from '../compare/history-trends.ts';
import type { HistoryEntry } from '../record/history.ts';
import { chartText, drawChart, tones } from './chart.ts';
import { rangeOf, type Range } from './history-range.ts';
import { dayOf, forLooking, metricName, trendChange, trendValue } from './history-words.ts';
import { cut } from './words.ts';

const width = 900;
const across = 2;

/** Of each panel: with its title, and of the drawing in it. */
const panel = { width: width / across, height: 176, left: 78, right: 22, top: 44, bottom: 34 };

const header = 40;

/** A line through more points than these shows them better alone. */
const mostDots = 40;

/**
 * One small panel for each series over the runs in their order, with a line wherever it settles on another level. An SVG
 * without a background, for light and dark pages.
 */
export function historyChart(entries: readonly HistoryEntry[], trends: readonly Trend[]): string {
  const rows = Math.ceil(trends.length / across);
  return drawChart(optionOf(entries, trends), width, header + rows * panel.height);
}

function optionOf(entries: readonly HistoryEntry[], trends: readonly Trend[]): EChartsOption {
  const ranges = trends.map(({ points }) => rangeOf(points.map(({ value }) => value)));
  const corners = trends.map((_, i) => ({
    left: (i % across) * panel.width,
    top: header + Math.floor(i / across) * panel.height,
  }));
  return {
    title: [
      { text: forLooking, left: 12, top: 8, textStyle: { ...chartText, fontSize: 11, fontWeight: 'normal' } },
      ...trends.map(({ subject, metric }, i) => ({
        text: `${cut(subject, 48)}  ${metricName(metric)}`,
        left: (corners[i]?.left ?? 0) + 12,
        top: (corners[i]?.top ?? 0) + 6,
        textStyle: { ...chartText, fontWeight: 'bold' as const },
      })),
    ],
    grid: corners.map(({ left, top }) => ({
      left: left + panel.left,
      top: top + panel.top,
      width: panel.width - panel.left - panel.right,
      height: panel.height - panel.top - panel.bottom,
    })),
    xAxis: trends.map((_, i) => xAxis(entries, i)),
    yAxis: trends.map((trend, i) => yAxis(trend, ranges[i], i)),
    series: trends.map((trend, i) => seriesOf(trend, ranges[i], entries, i)),
  };
}

/** The runs one after another, with the days of the first and the last. */
function xAxis(entries: readonly HistoryEntry[], gridIndex: number) {
  const last = entries.length - 1;
  return {
    gridIndex,
    type: 'value' as const,
    min: -0.5,
    max: last + 0.5,
    splitLine: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: tones.line } },
    axisTick: { show: false },
    axisLabel: {
      ...chartText,
      customValues: [...new Set([0, last])],
      formatter: (at: number) => dayOf(entries[at]?.at ?? ''),
    },
  };
}

function yAxis(trend: Trend, range: Range | undefined, gridIndex: number) {
  const { low = 0, high = 1, value = Number } = range ?? {};
  return {
    gridIndex,
    type: 'value' as const,
    min: low,
    max: high,
    interval: (high - low) / 2,
    splitLine: { lineStyle: { color: tones.line } },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      ...chartText,
      formatter: (place: number) => trendValue(trend, Number(value(place).toPrecision(3))),
    },
  };
}

function seriesOf(
  trend: Trend,
  range: Range | undefined,
  entries: readonly HistoryEntry[],
  index: number,
): LineSeriesOption {
  const { place = Number } = range ?? {};
  const at = trend.points.map(({ entry }) => entries.indexOf(entry));
  return {
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    data: trend.points.map(({ value }, i) => [at[i] ?? 0, place(value)]),
    symbol: 'circle',
    symbolSize: 4,
    showSymbol: trend.points.length <= mostDots,
    lineStyle: { color: tones.text, width: 1.5 },
    itemStyle: { color: tones.text },
    markLine: {
      silent: true,
      symbol: 'none',
      data: trend.changes.map((change) => {
        // Between the last run of the old level and the first of the new one.
        const between = ((at[change.at - 1] ?? 0) + (at[change.at] ?? 0)) / 2;
        const color = toneOf(trend, change);
        return {
          xAxis: between,
          lineStyle: { color, type: 'dashed' as const, width: 1.5 },
          label: { ...chartText, fontSize: 11, color, formatter: trendChange(trend, change) },
        };
      }),
    },
  };
}

/** More rows are neither better nor worse; of everything else less is better. */
function toneOf({ metric }: Trend, { before, after }: TrendChange): string {
  if (metric === 'rows') return tones.claimed;
  return after < before ? tones.better : tones.worse;
}
