/** What a picture of a series spans, on the scale on which it is drawn. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** From a value to where it is drawn, and back. */
  readonly place: (value: number) => number;
  readonly value: (place: number) => number;
}

/** A picture spans at least a change by this factor, or noise would look like mountains. */
const least = 2;

/** On the logarithm, where changes by the same factor look the same; as it is where a value is 0. */
export function rangeOf(values: readonly number[]): Range {
  const positive = values.every((value) => value > 0);
  const place = positive ? Math.log : (value: number) => value;
  const value = positive ? Math.exp : (at: number) => at;
  const [low, high] = [Math.min(...values.map(place)), Math.max(...values.map(place))];
  const span = positive ? Math.log(least) : 1;
  const missing = Math.max(0, span - (high - low)) / 2;
  return { low: low - missing, high: high + missing, place, value };
}
