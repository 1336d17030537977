import type { EChartsOption, LineSeriesOption } from 'echarts';
import { grid } from '../record/grid.ts';
import type { CapacitiesRecord, CapacityRecord, LoadRecord } from '../record/load.ts';
import { quantile } from '../statistics/quantile.ts';
import { withinInWords } from './capacity-words.ts';
import { chartText, drawChart, tones, type Chart } from './chart.ts';
import { duration } from './units.ts';

const size = { width: 900, height: 360 };

/**
 * How long which share of the requests took, a line for each side: at each share the median over the rounds.
 * null where nothing was answered.
 */
export function latencyChart({ sides, rounds }: LoadRecord): Chart | null {
  const series = sides.flatMap(({ id }, i): LineSeriesOption[] => {
    const own = rounds.filter(({ side }) => side === id);
    const distributions = own.flatMap(({ round }) => round.total.scheduled ?? round.total.service ?? []);
    if (distributions.length === 0) return [];
    const data = shown.map((share) => {
      const index = grid.indexOf(share);
      const values = distributions.map(({ quantiles }) => quantiles[index] ?? Number.NaN);
      return [share * 100, quantile(values, 0.5)];
    });
    return [line(id, i, data)];
  });
  if (series.length === 0) return null;
  return () =>
    drawChart(
      {
        ...frame(series),
        xAxis: {
          type: 'value',
          min: 0,
          max: 100,
          axisLabel: { ...chartText, formatter: '{value} %' },
          ...titled('share of the answers (median over the rounds)'),
        },
        series,
      },
      size.width,
      size.height,
    );
}

/** The shares up to p99: beyond, rounds of few requests have one value. */
const shown = grid.filter((share) => share > 0 && share <= 0.99);

/** p95 over the arrival rate, with the limit and the knee of each side; null where no rate was answered. */
export function capacityChart({ sides }: CapacitiesRecord): Chart | null {
  const limit = sides[0]?.limit;
  const series = sides.flatMap((side, i): LineSeriesOption[] => {
    const data = pointsOf(side);
    return data.length === 0 ? [] : [{ ...line(side.side, i, data), ...knee(side) }];
  });
  if (limit === undefined || series.length === 0) return null;
  return () =>
    drawChart(
      {
        ...frame(series),
        xAxis: {
          type: 'log',
          axisLabel: { ...chartText, formatter: (rate: number) => `${rate.toLocaleString('en-US')}/s` },
          splitLine: { lineStyle: { color: tones.line } },
          ...titled('requests that arrive per second (logarithmic)'),
        },
        series: [
          ...series,
          {
            type: 'line',
            data: [],
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: tones.text, type: 'dashed' },
              label: {
                ...chartText,
                position: 'insideStartTop',
                formatter: `limit ${duration(limit.seconds)}`,
              },
              data: [{ yAxis: limit.seconds }],
            },
          },
        ],
      },
      size.width,
      size.height,
    );
}

interface Point {
  readonly value: [rate: number, seconds: number];
  readonly symbol?: string;
  readonly symbolSize?: number;
  readonly label?: NonNullable<LineSeriesOption['label']>;
}

/** By rate; where a rate was tried again, all of its attempts. What took longer than the time-out is an arrow from there upwards. */
function pointsOf({ points }: CapacityRecord): Point[] {
  return points
    .flatMap(({ rate, p95, outcome }): Point[] => {
      if (p95 === null || outcome === 'invalid') return [];
      if (typeof p95 === 'number') return [{ value: [rate, p95] }];
      const label = { ...chartText, show: true, position: 'bottom' as const, formatter: withinInWords(p95) };
      return [{ value: [rate, p95.over], symbol: 'arrow', symbolSize: 12, label }];
    })
    .toSorted(({ value: [a] }, { value: [b] }) => a - b);
}

function knee({ knee: { holds } }: CapacityRecord): Pick<LineSeriesOption, 'markLine'> {
  if (holds === null) return {};
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { type: 'dotted' },
      label: { ...chartText, formatter: `holds at ${Number(holds.toPrecision(2))}/s` },
      data: [{ xAxis: holds }],
    },
  };
}

function line(name: string, index: number, data: number[][] | Point[]): LineSeriesOption {
  const color = tones.sides[index % tones.sides.length] ?? tones.text;
  return {
    type: 'line',
    name,
    data,
    silent: true,
    showSymbol: data.length < 30,
    symbolSize: 6,
    lineStyle: { color, width: 2 },
    itemStyle: { color },
  };
}

function frame(series: readonly LineSeriesOption[]): EChartsOption {
  return {
    legend: { top: 0, textStyle: chartText, data: series.map(({ name }) => String(name)) },
    grid: { left: 90, right: 90, top: 40, bottom: 54 },
    yAxis: {
      type: 'log',
      axisLabel: { ...chartText, formatter: (seconds: number) => duration(seconds) },
      splitLine: { lineStyle: { color: tones.line } },
    },
  };
}

function titled(name: string) {
  return { name, nameLocation: 'middle' as const, nameGap: 30, nameTextStyle: chartText };
}
