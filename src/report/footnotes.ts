import { capital, sentence } from './words.ts';

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Notes of one text, numbered in the order in which they are first referred to. */
export interface Footnotes {
  /**
   * The mark to put behind a figure. The same note keeps its number until it is given: "below" means what is below there.
   * Each says what is the matter and what to do next.
   *
   * @param remedy left out where the matter says that itself
   */
  mark(matter: string, remedy?: string): string;
  /** The notes that no earlier call gave, each as "¹ matter remedy". */
  pending(): readonly string[];
}

export function footnotes(): Footnotes {
  const notes: string[] = [];
  let given = 0;
  return {
    mark(matter, remedy) {
      const parts = remedy === undefined ? [matter] : [matter, remedy];
      const note = capital(parts.map(sentence).join(' '));
      if (!notes.includes(note, given)) notes.push(note);
      return superscript(notes.indexOf(note, given) + 1);
    },
    pending() {
      const fresh = notes.slice(given).map((note, i) => `${superscript(given + i + 1)} ${note}`);
      given = notes.length;
      return fresh;
    },
  };
}

/** "¹²" for 12. */
function superscript(number: number): string {
  return String(number).replaceAll(/\d/g, (digit) => digits.charAt(Number(digit)));
}
