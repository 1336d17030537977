import stringWidth from 'string-width';
import type { Warning } from '../record/run.ts';

export { capital } from '../compare/words.ts';

/** "1 round", "2 rounds", "3 indexes": with thousands separators. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Ends with a full stop, unless it ends a sentence already. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** What it is about, what is the matter and what to do. */
export function warningInWords({ about, sentence: what, remedy }: Warning): string {
  return `${about}: ${sentence(what)} ${sentence(remedy)}`;
}

/** On one line, with single spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const glyphs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cut to a width in columns of a terminal, where wide glyphs take two, with a mark where something is missing. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let [kept, taken] = ['', 0];
  for (const { segment } of glyphs.segment(text)) {
    taken += stringWidth(segment);
    if (taken >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
