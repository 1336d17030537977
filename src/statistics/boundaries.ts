import { normalCdf, normalDensity } from './normal.ts';
import { spent, type Spending } from './spending.ts';

/** Where a path that has not crossed may be, and its density there. */
interface Continuation {
  readonly at: readonly number[];
  /** Density times the weight of the point in Simpson's rule. */
  readonly mass: readonly number[];
}

/** Enough points for Simpson's rule to be right to 1e-6 in the boundary. */
const intervals = 200;

/**
 * The |z| that a result must reach at each look, so that looking again and again finds a difference where there is
 * none with probability alpha in all.
 *
 * Source of the recursion: P. Armitage, C. K. McPherson, B. C. Rowe, Repeated significance tests on accumulating data,
 * Journal of the Royal Statistical Society A 132, 1969; with the spending of Lan & DeMets (1983).
 *
 * @param times The share of the information at each look, in (0, 1], each more than the one before.
 * @param alpha Two-sided.
 */
export function boundaries(times: readonly number[], alpha: number, spending: Spending): readonly number[] {
  const found: number[] = [];
  let paths: Continuation = { at: [0], mass: [1] };
  for (const [k, time] of times.entries()) {
    const before = times[k - 1];
    const step = Math.sqrt(time - (before ?? 0));
    // What an early look may spend can be less than rounding takes from it.
    const budget = Math.max(
      0,
      spent(time, alpha, spending) - (before === undefined ? 0 : spent(before, alpha, spending)),
    );
    const limit = limitFor(budget, paths, step);
    found.push(limit / Math.sqrt(time));
    if (k < times.length - 1) paths = advance(paths, limit, step);
  }
  return found;
}

/**
 * The limit that a path crosses with its next step with the chance of the budget, by Newton's method from 0. Where a path may be
 * is spread symmetrically and the more thinly the farther out, so the chance is convex in the limit, and no step goes too far.
 */
function limitFor(budget: number, paths: Continuation, step: number): number {
  let limit = 0;
  for (;;) {
    const next = limit + (crossing(paths, limit, step) - budget) / (2 * density(paths, limit, step));
    // Nothing but rounding takes it back. Written so that NaN ends it too.
    if (!(next > limit)) return limit;
    limit = next;
  }
}

/** The chance that a path goes beyond ±limit with its next step: where a path may be is symmetric, so twice one side. */
function crossing(paths: Continuation, limit: number, step: number): number {
  return 2 * paths.at.reduce((sum, u, i) => sum + (paths.mass[i] ?? 0) * normalCdf((u - limit) / step), 0);
}

/** Of paths after their next step, at `s`. */
function density(paths: Continuation, s: number, step: number): number {
  return paths.at.reduce((sum, u, i) => sum + (paths.mass[i] ?? 0) * normalDensity((s - u) / step), 0) / step;
}

/** The paths that are still within ±limit after their next step; the upper half is the lower one in a mirror. */
function advance(paths: Continuation, limit: number, step: number): Continuation {
  const width = (2 * limit) / intervals;
  const at = Array.from({ length: intervals + 1 }, (_, i) => -limit + i * width);
  const lower = at
    .slice(0, intervals / 2 + 1)
    .map((s, i) => (density(paths, s, step) * simpson(i) * width) / 3);
  return { at, mass: [...lower, ...lower.slice(0, -1).toReversed()] };
}

/** 1, 4, 2, 4, …, 4, 1. */
function simpson(i: number): number {
  if (i === 0 || i === intervals) return 1;
  return i % 2 === 1 ? 4 : 2;
}
