import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { cut } from './words.ts';

/** A column of a table in the terminal. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Whether its cells may be cut where the terminal is too narrow; the widest such column gives way first. */
  readonly shrinks?: boolean;
}

const gap = 2;

/**
 * Rows of cells as aligned lines, measured by what a terminal shows: wide glyphs count double, colours nothing.
 *
 * @param width of the terminal in characters; kept to as long as the columns that shrink have room to give
 */
export function columns(
  heads: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const lines = [heads.map(({ heading }) => heading), ...rows];
  const natural = heads.map((_, i) => Math.max(...lines.map((line) => stringWidth(line[i] ?? ''))));
  const widths = narrowed(heads, natural, width);
  return lines.map((line) =>
    heads
      .map(({ align }, i) => aligned(cut(line[i] ?? '', widths[i] ?? 0), widths[i] ?? 0, align))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

function narrowed(heads: readonly Column[], natural: readonly number[], width: number): readonly number[] {
  const total = natural.reduce((sum, column) => sum + column, 0) + gap * (natural.length - 1);
  const shrinkable = natural.map((column, i) => (heads[i]?.shrinks === true ? column : 0));
  const widest = Math.max(...shrinkable);
  if (total <= width || widest <= 1) return natural;
  return narrowed(heads, natural.with(shrinkable.indexOf(widest), widest - 1), width);
}

function aligned(cell: string, width: number, align: Column['align']): string {
  const spaces = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return align === 'left' ? cell + spaces : spaces + cell;
}

/** A paragraph in lines of at most a width, all but the first of them indented. */
export function wrapped(paragraph: string, width: number, indent = ''): readonly string[] {
  const lines = wrapAnsi(paragraph, width - indent.length, { hard: true }).split('\n');
  return lines.map((line, i) => (i === 0 ? line : indent + line));
}
