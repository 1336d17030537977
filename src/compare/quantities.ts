export { duration } from '../record/duration.ts';

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** In decimal units with one decimal: "2.2 MB" is 2,200,000 bytes. */
export function size(bytes: number): string {
  const power = byteUnits.findIndex((_, power) => Number((bytes / 1000 ** power).toFixed(1)) < 1000);
  const chosen = power === -1 ? byteUnits.length - 1 : power;
  return `${Number((bytes / 1000 ** chosen).toFixed(1)).toLocaleString('en-US')} ${byteUnits[chosen] ?? 'B'}`;
}

/** With thousands separators: "38,112". */
export function count(number: number): string {
  return tenths.format(number);
}

/** Formats are made once, since that takes a hundred times as long as to use them. */
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "21.0", and no negative zero. */
export function oneDecimal(number: number): string {
  return (Math.round(number * 10) / 10 + 0).toFixed(1);
}

function withDigits(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Formats with exactly so many decimals. */
export const fixed = { whole: withDigits(0), tenths: withDigits(1), hundredths: withDigits(2) };
