/**
 * Words that one may search for, by how many jobs have them (as `ILIKE '%word%'` over title and description).
 * The texts are written so that this comes out, and a test holds it against them.
 */
export const vocabulary = {
  /** In a fifth of all jobs and more. */
  frequent: ['team', 'engineer', 'manage', 'experience'],
  /** In some in a hundred. */
  typical: ['python', 'kubernetes', 'nurse', 'excel', 'logistics'],
  /** In one of ten thousand: ten at the scale that the document speaks of. */
  rare: ['cobol', 'erlang', 'verilog', 'smalltalk', 'hydrology', 'taxidermy'],
  /** In none. */
  absent: ['fortran', 'prolog', 'falconry', 'zeppelin'],
  /** Parts of several words, and a word by itself: "dev" of "developer", "DevOps", "device". */
  substring: ['dev', 'script', 'account'],
  /** Which full-text search takes apart: it knows a "C" and a "c". */
  symbols: ['C++', 'C#', '.NET', 'Node.js'],
} as const;

/** The rare words, each in the sentence that has it. */
const rareSentences: readonly string[] = [
  'Some of our older services still run on COBOL, which you will help to replace.',
  'Erlang is welcome, though nobody here expects it.',
  'You can read Verilog when a board misbehaves.',
  'A past with Smalltalk makes for good conversations over lunch.',
  'The office sits on a river, and a background in hydrology has helped before.',
  'Former colleagues came from taxidermy and from theatre: all paths are welcome.',
];

/** The sentence of a job (from 0) that has one: each is in one of ten thousand jobs, and in one of the first thousand. */
export function rareSentenceOf(job: number): string | undefined {
  return job % 100 === 37 ? rareSentences[Math.floor((job % 10_000) / 100)] : undefined;
}
