import { count as figure, fixed } from './quantities.ts';

/** A ratio with as many digits as one can use: "18.8", "1.04", "1,240". */
export function factor(ratio: number): string {
  if (!Number.isFinite(ratio)) return '∞';
  return (ratio >= 100 ? fixed.whole : ratio >= 10 ? fixed.tenths : fixed.hundredths).format(ratio);
}

/** "18.1 … 19.4", always from the smaller to the larger. */
export function range(interval: { readonly low: number; readonly high: number }): string {
  return `${factor(interval.low)} … ${factor(interval.high)}`;
}

/** "1 round", "8 rounds". */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** "5 blocks are too few, a verdict takes 6". */
export function tooFew(count: number, noun: string, needed: number): string {
  return `${plural(count, noun)} ${count === 1 ? 'is' : 'are'} too few, a verdict takes ${needed}`;
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** What a ratio is beyond 1, in per cent: 1.05 is "5 %", 1.025 is "2.5 %". */
export function percent(ratio: number): string {
  return share(ratio - 1);
}

/** With at most one decimal: "10 %", "0.1 %". */
export function share(of: number): string {
  return `${figure(of * 100)} %`;
}

/** A sentence that is to stand within another. */
export function inSentence(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** With a capital at its start. */
export function capital(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
