/** ln(a / b), or nothing where one of the two is no usable time. */
export function logRatio(a: number | undefined, b: number | undefined): readonly number[] {
  return a !== undefined && b !== undefined && a > 0 && b > 0 ? [Math.log(a / b)] : [];
}
