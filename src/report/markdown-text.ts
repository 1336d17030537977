import { oneLine } from './words.ts';

/** Plain text as HTML: what GitHub shows is the text itself. */
export function html(plain: string): string {
  return oneLine(plain)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('|', '&#124;')
    .replaceAll('$', '&#36;');
}

/**
 * Plain text as inline Markdown, on one line, at home in a paragraph, a heading, a list item and a table cell.
 * Pipes are entities: a backslash before one reads differently where another backslash stands before it.
 * Dollars are too, since GitHub takes text between two of them for mathematics, and what makes an address a link.
 */
export function text(plain: string): string {
  return inText(oneLine(plain)).replace(/^(\d*)([-+=.)])(?=\s|\2|$)/, '$1\\$2');
}

/** Within a line, where nothing makes a list or a heading of it. */
function inText(line: string): string {
  return line
    .replaceAll(/[\\`*[\]~#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replaceAll(/[&<>|$@]|:(?=\/\/)|(?<=www)\./gi, (character) => `&#${character.codePointAt(0)};`);
}

/** A name, a value or a message, word for word, as inline code; nothing where it is empty. */
export function code(plain: string): string {
  const line = oneLine(plain);
  if (line === '') return '';
  return /[`|]/.test(line) ? `<code>${text(line)}</code>` : `\`${line}\``;
}

/** Plain text, with what stands between backticks as code: commands, mostly. */
export function prose(plain: string): string {
  const [first = '', ...others] = oneLine(plain).split(/(`[^`]+`)/);
  const start = first === '' ? '' : text(first) + (first.endsWith(' ') ? ' ' : '');
  return start + others.map((part, i) => (i % 2 === 0 ? code(part.slice(1, -1)) : inText(part))).join('');
}

/** A block of code, word for word. */
export function fenced(body: string, language = ''): string {
  const runs = [...body.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}${language}\n${body.trimEnd()}\n${fence}`;
}

/**
 * A table of inline Markdown.
 *
 * @param rows one cell for each column; a line break in a cell is `<br>`
 * @param figures the columns whose cells stand on the right
 */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly string[] = [],
): string {
  const rules = columns.map((heading) => (figures.includes(heading) ? '---:' : '---'));
  return [columns, rules, ...rows].map(line).join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Figures that stay together where a line breaks: "184.2 ms → 9.8 ms". For text of our own, not for data. */
export function unbroken(figures: string): string {
  return figures.replaceAll(' ', '\u00a0');
}

/** Folded away until somebody asks. The summary is plain text, the body Markdown. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${html(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** Blocks with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}

/** Where GitHub's links find a heading, unless an earlier one has that name already. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
