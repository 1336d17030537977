import { at } from './draw.ts';

/** Microseconds since 1970, as PostgreSQL counts them: whole numbers, exact in a double until the year 2255. */
export type Micros = number;

export const second = 1e6;
export const hour = 3600 * second;
export const day = 24 * hour;

export function micros(date: Date): Micros {
  return date.getTime() * 1000;
}

/** How a table grew: its rows came one after another, ever more of them towards now. */
export interface Growth {
  readonly days: number;
  /** e to this power: how many times more rows came in the last days than in the first ones. */
  readonly rate: number;
}

/**
 * When the `index`-th of `count` rows came. The rows share the time in equal parts of the growth, one part each,
 * so ids and times go up together; `within`, in [0, 1), is the place in the row's own part.
 */
export function arrival(growth: Growth, now: Micros, index: number, count: number, within: number): Micros {
  const part = (index + within) / count;
  const elapsed = Math.log1p(part * Math.expm1(growth.rate)) / growth.rate;
  return Math.floor(now - growth.days * day * (1 - elapsed));
}

/** How many of `count` rows had come by a time: the inverse of {@link arrival}. */
export function arrivedBy(growth: Growth, now: Micros, time: Micros, count: number): number {
  const elapsed = 1 - (now - time) / (growth.days * day);
  return Math.max(0, Math.floor((count * Math.expm1(growth.rate * elapsed)) / Math.expm1(growth.rate)));
}

const minutes = Array.from(
  { length: 24 * 60 },
  (_, i) => `T${digits(Math.floor(i / 60), 2)}:${digits(i % 60, 2)}:`,
);
const seconds = Array.from({ length: 60 }, (_, i) => `${digits(i, 2)}.`);
const thousands = Array.from({ length: 1000 }, (_, i) => digits(i, 3));
const ends = thousands.map((text) => `${text}Z`);
const dates = new Map<number, string>();

/**
 * ISO 8601 with microseconds, which a `Date` cannot hold. Put together from tables, since every row has some:
 * `Date.prototype.toISOString` would take a third of the time in which all rows are made.
 */
export function timestamp(time: Micros): string {
  const days = Math.floor(time / day);
  const rest = time - days * day;
  const sinceMinute = rest % 60e6;
  const fraction = sinceMinute % 1e6;
  const thousand = Math.floor(fraction / 1000);
  return (
    dateOf(days) +
    at(minutes, Math.floor(rest / 60e6)) +
    // By themselves first: V8 copies what is that short, and links what is longer, to be copied later.
    (at(seconds, Math.floor(sinceMinute / 1e6)) +
      at(thousands, thousand) +
      at(ends, fraction - 1000 * thousand))
  );
}

/** The day alone. */
export function date(time: Micros): string {
  return dateOf(Math.floor(time / day));
}

/** Remembers the few thousand days that there are. */
function dateOf(days: number): string {
  const known = dates.get(days);
  if (known !== undefined) return known;
  const text = new Date(days * 86_400_000).toISOString().slice(0, 10);
  dates.set(days, text);
  return text;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
