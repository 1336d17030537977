import { incompleteBeta } from './beta.ts';

/**
 * The exact two-sided p-value of the sign test of "the median is 0": twice the binomial tail. Zeros are left out;
 * 1 where nothing else is there.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition, section 3.4; the binomial distribution by
 * the beta function as in the NIST Digital Library of Mathematical Functions, 8.17.5.
 */
export function signTest(values: readonly number[]): number {
  const positive = values.filter((value) => value > 0).length;
  const negative = values.filter((value) => value < 0).length;
  const fewer = Math.min(positive, negative);
  const more = Math.max(positive, negative);
  return more === 0 ? 1 : Math.min(1, 2 * incompleteBeta(0.5, more, fewer + 1));
}
