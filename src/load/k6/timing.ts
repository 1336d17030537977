/**
 * When requests are due. Without imports, since it runs inside k6; times in seconds since the round began.
 */

/** A ramp as the traffic file has it. */
interface Ramp {
  readonly from: number;
  readonly steps: readonly { readonly rate: number; readonly seconds: number }[];
}

/** When k6's constant arrival rate lets iteration `index` (from 0) begin. */
export function dueAtRate(index: number, rate: number): number {
  return index / rate;
}

/**
 * When k6's ramping arrival rate lets iteration `index` (from 0) begin: when the area below the rate reaches
 * `index` + 1 (lib/executor/ramping_arrival_rate.go). In a step of `seconds` from rate a to b the area after t is
 * a t + (b - a) t² / (2 seconds), solved for t in the form that is also right for a = b.
 */
export function dueOnRamp(index: number, { from, steps }: Ramp): number {
  let left = index + 1;
  let began = 0;
  let a = from;
  for (const { rate: b, seconds } of steps) {
    const area = (seconds * (a + b)) / 2;
    if (left <= area) {
      const root = Math.sqrt(Math.max(0, a * a + (2 * left * (b - a)) / seconds));
      return began + (2 * left) / (a + root);
    }
    left -= area;
    began += seconds;
    a = b;
  }
  return began;
}

/**
 * What is left of a think time that was already running when the round began: the first wait of each user, so that
 * a thousand users are spread as in the middle of a long test instead of arriving together. The running think time
 * is drawn in proportion to its length (the inspection paradox; Feller, An Introduction to Probability Theory II,
 * XI.4), and the moment of looking falls uniformly into it.
 *
 * @param u and v uniform in [0, 1)
 */
export function restOfThink([least, most]: readonly [number, number], u: number, v: number): number {
  const running = Math.sqrt(least ** 2 + u * (most ** 2 - least ** 2));
  return running * v;
}
