import { quantile } from '../statistics/quantile.ts';
import { rangeOf } from './history-range.ts';

const bars = '▁▂▃▄▅▆▇█';

/** A series in one line of at most so many characters; where there are more values, each stands for the median of some. */
export function sparkline(values: readonly number[], width: number): string {
  const room = Math.min(width, values.length);
  const shown = Array.from({ length: room }, (_, i) => {
    const [from, to] = [i, i + 1].map((edge) => Math.round((edge * values.length) / room));
    return quantile(values.slice(from, to), 0.5);
  });
  const { low, high, place } = rangeOf(shown);
  return shown
    .map((value) => bars.charAt(Math.min(7, Math.floor(((place(value) - low) / (high - low)) * 8))))
    .join('');
}
