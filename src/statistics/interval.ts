/** An estimate and an interval around it; an end is infinite where the sample is too small to bound it. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** The interval of an increasing function of what `interval` is about. */
export function mapInterval(interval: Interval, increasing: (x: number) => number): Interval {
  return {
    estimate: increasing(interval.estimate),
    low: increasing(interval.low),
    high: increasing(interval.high),
  };
}
