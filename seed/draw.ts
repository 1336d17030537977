import type { Random } from '../src/index.ts';

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random.next() * (most - least + 1));
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}

/** Any of them, each as likely. */
export function pick<T>(random: Random, values: readonly T[]): T {
  return at(values, Math.floor(random.next() * values.length));
}

/** Any of them, the first more likely than the last: a long tail, as with skills and trades. */
export function pickEarly<T>(random: Random, values: readonly T[]): T {
  return at(values, Math.floor(random.next() ** 2 * values.length));
}

/** Values with their shares, ready to be drawn from. */
export interface Weighted<T> {
  readonly values: readonly T[];
  /** Running sums of the shares, the last exactly 1. */
  readonly upTo: readonly number[];
}

/** Shares need not add up to 1. */
export function weighted<T>(shares: readonly (readonly [value: T, share: number])[]): Weighted<T> {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let sum = 0;
  const upTo = shares.map(([, share]) => (sum += share) / total);
  return { values: shares.map(([value]) => value), upTo: [...upTo.slice(0, -1), 1] };
}

export function pickWeighted<T>(random: Random, { values, upTo }: Weighted<T>): T {
  const u = random.next();
  let place = 0;
  while (u >= at(upTo, place)) place++;
  return at(values, place);
}

/**
 * One of `count`, by power law: the first `x` of them together get the share `(x / count) ** (1 / steepness)`.
 * With a steepness of 2, a hundredth of the employers has a tenth of the jobs.
 */
export function powerLaw(random: Random, count: number, steepness: number): number {
  return scatter(Math.floor(random.next() ** steepness * count), count);
}

/** Above any count here, and a prime: multiplying by it reaches each place of a smaller ring once. */
const prime = 2_147_483_647;

/** Takes each number below `count` to another, one to one: the heavy ones are then not the oldest ones. */
export function scatter(index: number, count: number): number {
  return (index * prime + 12_345) % count;
}

/** Exponentially distributed around `mean`, cut off at `limit`. */
export function waiting(random: Random, mean: number, limit: number): number {
  return -mean * Math.log1p(-random.next() * -Math.expm1(-limit / mean));
}

/** Room for the longest token. */
const bytes = Buffer.alloc(64);

/** So many groups of four hexadecimal digits: tokens, and whatever else should not repeat. */
export function hex(random: Random, groups: number): string {
  for (let i = 0; i < groups; i++) bytes.writeUInt16BE(between(random, 0, 0xffff), 2 * i);
  return bytes.toString('hex', 0, 2 * groups);
}

/** Leaves out the numbers that a stream was already asked for elsewhere. */
export function skip(random: Random, count: number): Random {
  for (let i = 0; i < count; i++) random.next();
  return random;
}

/** The value at a place that is known to be there. */
export function at<T>(values: readonly T[], index: number): T {
  return values[index] as T;
}
