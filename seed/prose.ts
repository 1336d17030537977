import type { Random } from '../src/index.ts';
import { at, pick } from './draw.ts';

/** A sentence with places that are filled in row by row. */
export interface Sentence {
  /** Text and names of places in turn, text first. */
  readonly parts: readonly string[];
}

/** What the places of a sentence are filled with. */
export type Filling = Readonly<Record<string, string>>;

/** Takes a sentence apart once, so that filling it in a million times is cheap. Places look like `{skill}`. */
export function sentence(text: string): Sentence {
  return { parts: text.split(/[{}]/) };
}

export function fill({ parts }: Sentence, filling: Filling): string {
  let text = at(parts, 0);
  for (let i = 1; i < parts.length; i += 2) text += (filling[at(parts, i)] ?? '') + at(parts, i + 1);
  return text;
}

/** So many sentences, one after another and none twice, from a place in the list that chance decides. */
export function paragraph(
  random: Random,
  sentences: readonly Sentence[],
  count: number,
  filling: Filling,
): string {
  const start = Math.floor(random.next() * sentences.length);
  // Every step below the list's length that has no divisor in common with it visits all; 1 always does.
  const step = sentences.length % 3 === 0 ? 1 : pick(random, [1, 3]);
  let text = '';
  for (let i = 0; i < count; i++) {
    if (i > 0) text += ' ';
    text += fill(at(sentences, (start + i * step) % sentences.length), filling);
  }
  return text;
}
