/** An object out of EXPLAIN's JSON: versions differ in their keys, so each is read with a type and a fallback. */
export type Raw = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is not. */
export function objectOf(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

/** The value as a list of objects; an empty one where it is not. */
export function objectsOf(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

export function textOf(raw: Raw, key: string): string | null {
  const value = raw[key];
  return typeof value === 'string' ? value : null;
}

/** A list of texts; also where a version writes a single one. */
export function textsOf(raw: Raw, key: string): string[] {
  const value = raw[key];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function numberOf(raw: Raw, key: string): number | null {
  const value = raw[key];
  return typeof value === 'number' ? value : null;
}

/** EXPLAIN writes milliseconds; inside this program all times are seconds. */
export function secondsOf(raw: Raw, key: string): number | null {
  const milliseconds = numberOf(raw, key);
  return milliseconds === null ? null : seconds(milliseconds);
}

/** Rounded to a nanosecond, which is finer than EXPLAIN's microseconds and keeps records free of 0.1 + 0.2. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6) / 1e9;
}
