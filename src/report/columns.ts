import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { cut } from './words.ts';

/** A column of a table in the terminal. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Whether its cells may be cut where the terminal is too narrow; the widest such column gives way first. */
  readonly shrinks?: boolean;
  /** Whether a cell may run on over the cells behind it that are empty; of columns that stand on the left. */
  readonly spills?: boolean;
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
  const natural = heads.map((head, i) =>
    Math.max(...lines.map((line) => (spilledOver(head, line, i) > 0 ? 0 : stringWidth(line[i] ?? '')))),
  );
  const widths = narrowed(heads, natural, width);
  return lines.map((line) => drawn(heads, line, widths));
}

function drawn(heads: readonly Column[], line: readonly string[], widths: readonly number[]): string {
  const cells = heads.flatMap((head, i) => {
    if (heads.slice(0, i).some((before, at) => at + spilledOver(before, line, at) >= i)) return [];
    const own = widths.slice(i, i + 1 + spilledOver(head, line, i));
    const room = own.reduce((sum, column) => sum + column, gap * (own.length - 1));
    return [aligned(cut(line[i] ?? '', room), room, head.align)];
  });
  return cells.join(' '.repeat(gap)).trimEnd();
}

/** How many cells behind a cell are its to run on over. */
function spilledOver({ spills }: Column, line: readonly string[], at: number): number {
  if (spills !== true) return 0;
  const behind = line.slice(at + 1);
  const filled = behind.findIndex((cell) => cell !== '');
  return filled === -1 ? behind.length : filled;
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
