/**
 * Holm's adjusted p-values, in the order of the given ones: rejecting those that are at most alpha keeps the chance of
 * any false rejection within alpha, however the tests depend on each other.
 *
 * Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979;
 * adjusted as by S. P. Wright, Adjusted p-values for simultaneous inference, Biometrics 48, 1992.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const adjusted = [...ps];
  let least = 0;
  const ascending = [...ps.entries()].toSorted(([, a], [, b]) => a - b);
  for (const [rank, [i, p]] of ascending.entries()) {
    least = Math.max(least, Math.min(1, p * (ps.length - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}
