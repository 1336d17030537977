/**
 * The smallest double in [low, high] for which `holds`, to the last bit, by bisection.
 * `holds` must be monotone: false up to some point and true from there on. `high` where it holds nowhere below.
 */
export function smallest(low: number, high: number, holds: (x: number) => boolean): number {
  if (holds(low)) return low;
  let [no, yes] = [low, high];
  for (;;) {
    const middle = no + (yes - no) / 2;
    // Written so that NaN ends it too.
    if (!(middle > no && middle < yes)) return yes;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
}
