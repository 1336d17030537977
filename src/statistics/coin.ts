/**
 * A fair coin, 0 or 1, whose throws the seed determines: the highest bit of each word of the generator.
 *
 * Source: T. Ettinger, mulberry32 (public domain), 2017.
 */
export function fairCoin(seed: number): () => 0 | 1 {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) < 0 ? 1 : 0;
  };
}
