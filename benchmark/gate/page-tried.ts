import { table } from '../../src/report/markdown-text.ts';
import type { Counts } from './counts.ts';
import type { Group, Made } from './groups.ts';
import { asShipped, matched, noiseOf, partsOf, wholeBursts } from './noise.ts';
import type { Measured } from './measured.ts';
import { seriesOf, type Series } from './series.ts';
import type { Tried } from './tried.ts';
import { seconds, share } from './words.ts';

/** Of these groups a change to the better would show. */
export const triedOn = [
  'http-same-quiet',
  'http-same-neighbour',
  'http-slower-5-quiet',
  'http-slower-10-quiet',
  'sql-same-quiet',
  'sql-times-5-quiet',
];

/** Other ways of measuring and judging, on the same recordings. */
export function triedSection({
  counts,
  made,
  measured,
  tried,
}: {
  readonly counts: Counts;
  readonly made: readonly Made[];
  readonly measured: readonly Measured[];
  readonly tried: readonly Tried[];
}): readonly string[] {
  const groups = measured.map(({ group }) => group);
  return [
    `${counts.tried} decisions in each cell.`,
    variantTable(tried, groups),
    verdictOnVariants(tried),
    '### Where the noise of a block comes from',
    partsTable(groups),
    '“Best” is the number of pairs in a block at which blocks of these costs and variances give the narrowest interval after the same time (Kalibera & Jones 2013). Fewer pairs than it says are no loss where it is the number of blocks that a verdict waits for.',
    '### The same request beside the same request, and more connections',
    noiseTable(made, groups),
    'What is tabulated is the standard deviation of ln(head / base) from block to block: half of it means a quarter of the blocks.',
  ];
}

function variantTable(tried: readonly Tried[], groups: readonly Group[]): string {
  const on = groups.filter(({ key }) => triedOn.includes(key));
  const rows = tried.map(({ name, noise, tallies }) => [
    name,
    share(noise.p50),
    share(noise.p95),
    ...on.map(({ key, expected }) => {
      const found = tallies[key];
      if (found === undefined) return '';
      const { shares, seconds: time } = found;
      const wrong = shares.worse + shares.better;
      const said = expected === 'same' ? `${share(shares.same)}, wrong ${share(wrong)}` : share(shares.worse);
      return `${said}, ${seconds(time)}`;
    }),
  ]);
  const headings = on.map(({ name, expected }) => `${name}: ${expected === 'same' ? '`same`' : 'found'}`);
  const columns = ['', 'noise p50', 'noise p95', ...headings];
  return table(columns, rows, columns.slice(1));
}

/** Which of the variants are better than what is shipped in one thing and worse in none. */
function verdictOnVariants(tried: readonly Tried[]): string {
  const [shipped, ...others] = tried;
  if (shipped === undefined) return '';
  const better = others.filter(({ tallies }) => {
    const gains = Object.entries(tallies).flatMap(([key, tally]) => {
      const before = shipped.tallies[key];
      if (before === undefined) return [];
      const verdict = key.includes('-same-') ? 'same' : 'worse';
      const wrong = ({ shares }: typeof tally) => (verdict === 'same' ? shares.worse + shares.better : 0);
      // A hundredth of some hundred decisions is a few of them: less than that is nothing.
      const more = tally.shares[verdict] - before.shares[verdict];
      return [more, wrong(before) - wrong(tally), (before.seconds - tally.seconds) / before.seconds / 10];
    });
    return gains.every((gain) => gain >= -0.01) && gains.some((gain) => gain > 0.01);
  });
  const names = better.map(({ name }) => `“${name}”`).join(', ');
  return better.length === 0
    ? 'None of these is better than what is shipped in one thing without being worse in another.'
    : `Better than what is shipped in one thing, and worse in none by more than these few recordings could show: ${names}.`;
}

function partsTable(groups: readonly Group[]): string {
  const rows = groups
    .filter(({ expected }) => expected === 'same')
    .flatMap(({ name, series }) =>
      (['p50', 'p95'] as const).map((metric) => {
        const { between, within, overhead, each, best } = partsOf(series, metric);
        return [
          name,
          metric,
          share(Math.sqrt(between)),
          share(Math.sqrt(within)),
          `${overhead.toFixed(1)} s`,
          `${each.toFixed(2)} s`,
          Number.isFinite(best) ? best.toFixed(0) : 'as many as fit',
        ];
      }),
    );
  const columns = ['', 'of', 'between blocks', 'between pairs', 'block without pairs', 'pair', 'best'];
  return table(columns, rows, columns.slice(2));
}

function noiseTable(made: readonly Made[], groups: readonly Group[]): string {
  const connections = made
    .filter(({ setting }) => setting.connections > 1)
    .map(({ setting, recording }) =>
      noiseRow(`HTTP, identical, ${setting.connections} connections`, seriesOf(recording)),
    );
  const rows = [
    ...groups.filter(({ expected }) => expected === 'same').map(({ name, series }) => noiseRow(name, series)),
    ...connections,
  ];
  const columns = ['', 'p50', 'p50 by the same requests', 'p95', 'p95 of whole bursts'];
  return table(columns, rows, columns.slice(1));
}

function noiseRow(name: string, series: readonly Series[]): readonly string[] {
  const noises = [asShipped('p50'), matched, asShipped('p95'), wholeBursts].map((estimate) =>
    noiseOf(series, estimate),
  );
  return [name, ...noises.map(share)];
}
