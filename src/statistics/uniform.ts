/**
 * Uniform numbers in [0, 1) that the seed determines, for tests that draw orders: the same record gives the same words.
 *
 * Source: T. Ettinger, mulberry32 (public domain), 2017.
 */
export function uniformFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
