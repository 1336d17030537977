import { createRequire } from 'node:module';
import type * as echarts from 'echarts';
import type { EChartsOption } from 'echarts';

/** Middle tones, which can be read on white and on dark grey alike. */
export const tones = {
  text: '#7d8590',
  line: '#7d859066',
  claimed: '#b0820a',
  better: '#2c974b',
  worse: '#d8453e',
  sides: ['#d8453e', '#2c974b', '#3b82d0', '#b0820a'],
};

/** How all text in charts looks. */
export const chartText = { color: tones.text, fontFamily: 'sans-serif', fontSize: 12 };

/** Draws an SVG. Whether there is one is known before: a report that is only read names its pictures without drawing them. */
export type Chart = () => string;

/** An SVG without a background, for light and dark pages; the same options give the same bytes. */
export function drawChart(option: EChartsOption, width: number, height: number): string {
  // Loaded when a chart is drawn and not before: it is large. The one small file loads ten times faster than the modules.
  const { init } = createRequire(import.meta.url)('echarts/dist/echarts.min.js') as typeof echarts;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: chartText, ...option });
    return `${deterministic(chart.renderToSVGString())}\n`;
  } finally {
    chart.dispose();
  }
}

/** ECharts numbers its class names and clip paths through the life of the process. */
function deterministic(svg: string): string {
  const seen: string[] = [];
  return svg.replaceAll(/zr\d+-(c|cls-)\d+/g, (name) => {
    if (!seen.includes(name)) seen.push(name);
    return `s${seen.indexOf(name)}`;
  });
}
