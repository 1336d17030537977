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

/** ISO 8601 with microseconds, which a `Date` cannot hold. */
export function timestamp(time: Micros): string {
  const milliseconds = Math.floor(time / 1000);
  const rest = time - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** The day alone. */
export function date(time: Micros): string {
  return new Date(Math.floor(time / 1000)).toISOString().slice(0, 10);
}
