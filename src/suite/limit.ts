/** A limit on latency: so many of the requests are answered within so many seconds. */
export interface Limit {
  /** 0.95 for p95. */
  readonly quantile: number;
  readonly seconds: number;
}

const units = { ms: 1e-3, s: 1 } as const;

/** Reads "p95<100ms" or "p99 < 1.5s"; null where it is none. */
export function parseLimit(text: string): Limit | null {
  const found = /^p(50|90|95|99)\s*<\s*(\d+(?:\.\d+)?)\s*(ms|s)$/.exec(text.trim());
  if (found === null) return null;
  const [, percent, amount, unit] = found;
  const seconds = Number(amount) * units[unit as keyof typeof units];
  return seconds > 0 ? { quantile: Number(percent) / 100, seconds } : null;
}
