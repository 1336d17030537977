import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SaxesParser } from 'saxes';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { mostTelling } from '../../src/compare/history-select.ts';
import { trendsOf } from '../../src/compare/history-trends.ts';
import type { HistoryEntry, HistorySubject } from '../../src/record/history.ts';
import { historyChart } from '../../src/report/history-chart.ts';
import { sparkline } from '../../src/report/history-spark.ts';
import { renderHistory, type HistoryView } from '../../src/report/history.ts';
import { golden } from '../support/golden.ts';
import { aQuery, daily, exactly } from '../support/history.ts';
import { normal } from '../support/random.ts';

const folder = join(import.meta.dirname, 'golden');
const plain = { color: false, width: 100, picture: 'reports/history.svg' };

const noise = normal(5);
const noisy = (seconds: number) => exactly(seconds * Math.exp(0.05 * noise()));

/** An index helps from the eleventh day on, a new machine slows things down, a request asks once more near the end. */
const entries: readonly HistoryEntry[] = daily(
  Array.from({ length: 40 }, (_, day): readonly HistorySubject[] => [
    aQuery({ times: { p50: noisy(0.012) } }),
    aQuery({
      name: 'orders/search-text:gin:frequent',
      times: { p50: noisy((day < 10 ? 0.18 : 0.004) * (day < 26 ? 1 : 1.5)) },
      counts: { statements: 1, rows: 20, buffers: day < 10 ? 24_000 : 110, walBytes: 0 },
    }),
    {
      kind: 'route',
      name: 'peak/checkout:after:k6',
      times: { p50: noisy(0.03), p95: noisy(0.09) },
      counts: { statements: day < 37 ? 4 : 5, walBytes: 2100 },
    },
  ]),
  (day) => ({
    dirty: day === 37,
    machine: day < 26 ? { cpu: 'A CPU', cores: 2 } : { cpu: 'B CPU', cores: 4 },
  }),
);

const view: HistoryView = { entries, others: 3, trends: mostTelling(trendsOf(entries)), more: 1 };

const nothingKnown = daily([[aQuery({ times: {}, counts: { rows: 0 } })]], () => ({
  commit: null,
  data: null,
}));
const single: HistoryView = { entries: nothingKnown, others: 0, trends: trendsOf(nothingKnown), more: 0 };

describe('a history in the terminal', () => {
  test('reads as it should', () => {
    const text = renderHistory(view, plain);
    expect(text).toBe(golden(join(folder, 'history.txt'), text));
  });

  test('says of which commit each change is, with a day where that is not known', () => {
    const text = renderHistory(view, plain);
    expect(text).toMatch(/statements .* a1b2c62\+ 4 → 5$/m);
    const unknown = entries.map((entry) => ({ ...entry, commit: null }));
    expect(renderHistory({ ...view, trends: trendsOf(unknown) }, plain)).toMatch(/2026-02-07\+ 4 → 5$/m);
  });

  test('says that it is no gate, and where else something changed', () => {
    const text = renderHistory(view, plain);
    expect(text).toContain('For looking, not for gating');
    expect(text).toMatch(/¹ The machine \(A CPU with 2 cores → B CPU with 4 cores\) changed there too\./);
    expect(renderHistory(single, plain)).toContain('For looking, not for gating');
  });

  test('shows a single run of one figure', () => {
    expect(renderHistory(single, plain)).toMatch(/shop · 1 run · 2026-01-01\n[^]*rows +0 +0 +▅\n/);
  });

  test.each([100, 80, 72])('keeps to %i columns', (width) => {
    const wide = view.trends.map((trend) => ({ ...trend, subject: `注文${trend.subject}`.repeat(4) }));
    const lines = renderHistory({ ...view, trends: wide }, { ...plain, width }).split('\n');
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
  });

  test('says the same with and without colours', () => {
    const [colored = '', bare] = [true, false].map((color) => renderHistory(view, { ...plain, color }));
    expect(colored).toContain('\u001B[');
    expect(stripVTControlCharacters(colored)).toBe(bare);
  });
});

describe('a series in one line', () => {
  test.each([
    ['constant', [3, 3, 3], '▅▅▅'],
    ['nothing but noise stays flat', [100, 101, 99, 100], '▅▅▄▅'],
    ['twice as long', [1, 1, 2, 2], '▁▁██'],
    ['a hundredth, as far as a hundredfold', [1, 0.01, 1, 100], '▄▁▄█'],
    ['something where there was nothing', [0, 0, 3], '▁▁█'],
    ['more than there is room for', [1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1], '▁▁██▁▁'],
    ['one value', [7], '▅'],
  ])('%s', (_, values, expected) => {
    expect(sparkline(values, 6)).toBe(expected);
  });
});

describe('the picture of a history', () => {
  const svg = historyChart(entries, view.trends);

  test('is the same each time, and well-formed', () => {
    expect(historyChart(entries, view.trends)).toBe(svg);
    const parser = new SaxesParser();
    parser.on('error', (error) => expect.unreachable(error.message));
    parser.write(svg).close();
    expect(svg).not.toMatch(/zr\d|NaN|undefined|Infinity/);
  });

  test('has a panel for each series, with its changes, and says that it is no gate', () => {
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const { subject, metric } of view.trends) {
      expect(texts.some((text) => text === `${subject}  ${metric === 'walBytes' ? 'WAL' : metric}`)).toBe(
        true,
      );
    }
    const changes = view.trends.flatMap(({ changes }) => changes);
    expect(changes.length).toBeGreaterThanOrEqual(4);
    expect(texts).toEqual(expect.arrayContaining(['4 → 5', '24,000 → 110', '2026-01-01', '2026-02-09']));
    expect(texts.join(' ')).toContain('For looking, not for gating');
  });

  test('of a single run has its one dot', () => {
    const dot = historyChart(single.entries, single.trends);
    expect(dot).toContain('orders/list:before:typical  rows');
    expect(dot).not.toMatch(/NaN|undefined|Infinity/);
  });
});
