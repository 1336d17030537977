/** What a round inside k6 is told, by its environment. Without imports of values, since it runs inside k6. */
import type { PacingRecord } from '../../record/load-round.ts';
import type { PreparedTraffic } from '../traffic.ts';

/** Everything of the traffic but its requests, with this round's own pacing and length. */
export interface Round extends Omit<PreparedTraffic, 'requests'> {
  readonly baseUrl: string;
  /** Index of the request that the round begins with. */
  readonly offset: number;
}

/** What may be different from the traffic file, as JSON in ROUND. */
export interface RoundOverride {
  readonly pacing?: PacingRecord;
  readonly seconds?: number;
  readonly settle?: number;
  readonly offset?: number;
}

/**
 * @param env TRAFFIC (a file), BASE_URL, and where something is to differ from the file: ROUND (JSON),
 *   or by hand RATE (requests per second) and DURATION (seconds)
 */
export function roundOf(env: Readonly<Record<string, string>>, traffic: PreparedTraffic): Round {
  const { requests: _, ...rest } = traffic;
  const baseUrl = env['BASE_URL']?.replace(/\/$/, '');
  if (!baseUrl) throw new Error('say where the API is: -e BASE_URL=http://127.0.0.1:3000');
  const override = JSON.parse(env['ROUND'] ?? '{}') as RoundOverride;
  return {
    ...rest,
    offset: 0,
    baseUrl,
    ...(env['RATE'] ? { pacing: { kind: 'rate', rate: Number(env['RATE']) } } : {}),
    ...(env['DURATION'] ? { seconds: Number(env['DURATION']) } : {}),
    ...override,
  };
}

/** Length of the buckets of the time axis: a second, or more where there would be more than sixty. */
export function bucketSeconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
