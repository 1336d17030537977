import type { Random } from '../suite/random.ts';

/**
 * The random stream of one row. It depends on the run's seed, the table and the row's index alone,
 * so any thread can make any row, and adding a table leaves the others as they were.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, seeded with three words
 * and a counter, and stirred for 15 rounds as its author does for three words.
 * A class and not a closure: a stream is made for every row, and a closure costs several times as much.
 */
export class RowStream implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param table as {@link tableWord} gives it */
  constructor(seed: number, table: number, index: number) {
    this.a = seed | 0;
    this.b = table | 0;
    this.c = index | 0;
    for (let round = 0; round < 15; round++) this.word();
  }

  next(): number {
    return this.word() / 0x1_0000_0000;
  }

  private word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** A table's name as the word that its rows' streams are seeded with: FNV-1a, 32 bits. */
export function tableWord(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
