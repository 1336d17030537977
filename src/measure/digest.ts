import { createHash } from 'node:crypto';

/** What is kept of an answer: enough to tell whether another is the same, in constant memory. */
export interface Digest {
  readonly rows: number;
  /** Of the rows in their order. */
  readonly sequence: string;
  /** Of the rows in any order. */
  readonly set: string;
}

export function digestOf(answer: unknown): Digest {
  const hashes = rowTexts(answer).map(hash);
  return { rows: hashes.length, sequence: hash(hashes.join()), set: hash(hashes.toSorted().join()) };
}

/**
 * An answer's rows as text, so that equal rows have equal text: columns by name, in alphabetical order.
 * Numbers and their text are the same, since node-postgres gives int4 as the one and int8 as the other.
 * What a procedure returns counts as one row, unless it is a list.
 */
export function rowTexts(answer: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return rows.map((row) => JSON.stringify(canonical(row)) ?? 'null');
}

function canonical(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(canonical);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, canonical(part)]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
