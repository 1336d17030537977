import type { TablePanel } from '../../record/run.ts';
import { blocks, code, details, table } from '../markdown-text.ts';
import { count, percent, size } from '../units.ts';
import { plural, cut } from '../words.ts';
import { sections, type Page } from './page.ts';

const commonValues = 5;

/** What the statements were run on: how much, how wide, how skewed. */
export function dataSection({ run: { dataset } }: Page): string {
  if (dataset === null) return blocks(`## ${sections.data}`, 'The run ended before there were any data.');
  const { scale, factor, seed, now, tables } = dataset;
  const named = factor === 1 || scale === `${factor}x` ? '' : ` (${factor}× the default)`;
  return blocks(
    `## ${sections.data}`,
    `Scale ${code(scale)}${named}, seed ${seed}; "now" is ${now.slice(0, 10)} in the data, whatever the day. The same scale and seed give the same bytes: ${code(dataset.hash)}.`,
    table(
      ['table', 'rows', 'size', 'indexes', 'bytes per row'],
      tables.map(({ name, rows, bytes, indexBytes }) => [
        code(name),
        count(rows),
        size(bytes),
        size(indexBytes),
        rows === 0 ? '–' : count(Math.round(bytes / rows)),
      ]),
      ['rows', 'size', 'indexes', 'bytes per row'],
    ),
    ...tables.filter(({ columns }) => columns.length > 0).map(columnsOf),
  );
}

function columnsOf({ name, rows, columns }: TablePanel): string {
  return details(
    `${name}: widths, distinct values and the most common ones, as PostgreSQL's statistics have them`,
    table(
      ['column', 'width', 'distinct', 'nulls', 'most common values'],
      columns.map((column) => [
        code(column.name),
        plural(Math.round(column.width), 'byte'),
        column.distinct >= rows && rows > 0 ? 'all' : count(Math.round(column.distinct)),
        percent(column.nulls),
        commonOf(column.common),
      ]),
      ['width', 'distinct', 'nulls'],
    ),
  );
}

function commonOf(common: TablePanel['columns'][number]['common']): string {
  if (common.length === 0) return 'none stands out';
  const shown = common
    .slice(0, commonValues)
    .map(({ value, share }) => `${code(cut(value, 40))} ${percent(share)}`);
  return shown.join(', ') + (common.length > commonValues ? ', …' : '');
}
