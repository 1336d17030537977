import { BenchError } from '../errors.ts';

/** How much data: a name for people, and the factor that the generators get (1 at `default`). */
export interface Scale {
  readonly scale: string;
  readonly factor: number;
}

/**
 * Reads a scale as it is typed: one of the suite's names, or a factor such as `3x` or `0.5x`.
 *
 * @throws BenchError `unknown-scale` for anything else.
 */
export function parseScale(text: string, scales: Readonly<Record<string, number>>): Scale {
  const named = Object.entries(scales).find(([name]) => name === text);
  if (named) return { scale: named[0], factor: named[1] };
  const factor = /^\d{1,6}(\.\d{1,6})?x$/.test(text) ? Number(text.slice(0, -1)) : 0;
  if (factor === 0) throw new BenchError('unknown-scale', text, Object.keys(scales));
  return { scale: `${factor}x`, factor };
}
