/**
 * The values in an order in which each is as likely as every other.
 *
 * Source: R. Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7(7), 1964.
 *
 * @param random gives numbers in [0, 1)
 */
export function shuffled<Value>(values: readonly Value[], random: () => number): readonly Value[] {
  const result = [...values];
  for (let left = result.length; left > 1; left -= 1) {
    const drawn = Math.floor(random() * left);
    const [one, other] = [result[left - 1], result[drawn]];
    if (one !== undefined && other !== undefined) [result[left - 1], result[drawn]] = [other, one];
  }
  return result;
}
