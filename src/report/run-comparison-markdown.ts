import type { RunComparison } from '../compare/run-comparison.ts';
import { blocks, code, table, text } from './markdown-text.ts';
import { metricChange, metricWithReach } from './load-words.ts';
import { exactRows, identities, loadRows, loadsLeftOut, nothingExact, timeRows } from './run-changes.ts';
import { changeInterval, duration, uncertainty } from './units.ts';
import { sentence } from './words.ts';

/** What changed from one saved run to another, for a comment or a page. */
export function runComparisonMarkdown(comparison: RunComparison): string {
  const exact = exactRows(comparison).map(({ where, what, before, after }) => [
    text(where),
    text(what),
    code(before),
    code(after),
  ]);
  const times = timeRows(comparison).map(
    ({ where, time: { before, after, ratio, verdict, sentence: why } }) => [
      text(where),
      `${duration(before.estimate)} ${uncertainty(before)}`,
      `${duration(after.estimate)} ${uncertainty(after)}`,
      verdict === 'invalid' ? text(why) : changeInterval(ratio),
      `**${verdict}**`,
    ],
  );
  const loads = loadRows(comparison).flatMap(({ where, changes, timeout }) =>
    changes.map(({ metric, before, after, ratio, verdict }) => [
      text(`${where} · ${metric}`),
      metricWithReach(metric, before, timeout),
      metricWithReach(metric, after, timeout),
      metricChange({ metric, change: ratio }),
      `**${verdict}**`,
    ]),
  );
  const warnings = comparison.warnings.map(
    ({ about, sentence: what, remedy }, i) =>
      `${i + 1}. **${text(about)}**: ${text(sentence(what))} ${text(sentence(remedy))}`,
  );
  return `${blocks(
    `**${text(comparison.headline)}**`,
    identities(comparison)
      .map((line) => `- ${text(line)}`)
      .join('\n'),
    exact.length === 0
      ? nothingExact(comparison).join('')
      : table(['exact', 'what', 'before', 'after'], exact),
    times.length === 0
      ? null
      : table(['times, for the trend only', 'before', 'after', 'change', 'verdict'], times),
    loads.length === 0
      ? null
      : table(['under load, for the trend only', 'before', 'after', 'change', 'verdict'], loads),
    loadsLeftOut(comparison)
      .map((line) => `- ${text(sentence(line))}`)
      .join('\n'),
    warnings.join('\n'),
  )}\n`;
}
