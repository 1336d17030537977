import type { Random } from '../suite/random.ts';

/**
 * The random stream of one row. It depends on the run's seed, the table and the row's index alone,
 * so any thread can make any row, and adding a table leaves the others as they were.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, seeded with three words
 * and a counter, and stirred for 12 rounds as its author advises.
 */
export function rowStream(seed: number, table: number, index: number): Random {
  let a = seed | 0;
  let b = table | 0;
  let c = index | 0;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) word();
  return { next: () => word() / 0x1_0000_0000 };
}

/** A table's name as the word that its rows' streams are seeded with: FNV-1a, 32 bits. */
export function tableWord(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
