import type { Cell } from '../suite/dataset.ts';

/**
 * One row in COPY's text format, with its newline: cells apart by tabs, `\N` for null, control characters escaped.
 *
 * Source: PostgreSQL documentation, COPY, "Text Format"; arrays: "Array Input and Output Syntax".
 */
export function copyLine(cells: readonly Cell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) line += '\t';
    line += copyCell(cells[i]);
  }
  return line + '\n';
}

function copyCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '\\N';
  if (typeof cell === 'string') return escaped(cell);
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (cell instanceof Date) return cell.toISOString();
  if (isArray(cell)) return escaped(`{${cell.map(element).join(',')}}`);
  return escaped(JSON.stringify(cell));
}

/** `Array.isArray` that knows readonly arrays. */
function isArray(cell: Cell): cell is readonly (string | number)[] {
  return Array.isArray(cell);
}

function element(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** Looking for four characters one by one takes half the time of a regular expression; most texts have none. */
function escaped(text: string): string {
  let line = text;
  if (line.includes('\\')) line = line.replaceAll('\\', String.raw`\\`);
  if (line.includes('\n')) line = line.replaceAll('\n', String.raw`\n`);
  if (line.includes('\t')) line = line.replaceAll('\t', String.raw`\t`);
  if (line.includes('\r')) line = line.replaceAll('\r', String.raw`\r`);
  return line;
}
