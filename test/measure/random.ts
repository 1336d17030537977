import type { Random } from '../../src/suite/random.ts';

/** The same stream of numbers in every test. */
export function fixedRandom(): Random {
  let state = 42;
  return {
    next: () => {
      // Numerical Recipes' linear congruential generator.
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return state / 2 ** 32;
    },
  };
}
