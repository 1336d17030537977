import { writeFile } from 'node:fs/promises';
import type { PacingRecord } from '../record/load-round.ts';

/** A request as it goes over the wire, less the host. */
export interface PreparedRequest {
  /** Index of its route. */
  readonly route: number;
  readonly method: string;
  /** Begins with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/**
 * A scenario made concrete: the very requests, in the order in which every driver sends them, over and over.
 * The file is read inside k6 too, and is easy to write by hand: `scenarios/k6/README.md` shows one.
 */
export interface PreparedTraffic {
  /** The scenario's id. */
  readonly scenario: string;
  readonly pacing: PacingRecord;
  /** Of counted load in one round, at least 1. */
  readonly seconds: number;
  /** Seconds of load before it that are not counted. */
  readonly settle: number;
  /** Seconds, at least 1. */
  readonly timeout: number;
  readonly routes: readonly { readonly name: string; readonly expect: readonly number[] }[];
  readonly requests: readonly PreparedRequest[];
}

/** Kept from other users of the machine: it holds whatever the requests carry to log in. */
export async function writeTraffic(path: string, traffic: PreparedTraffic): Promise<void> {
  await writeFile(path, JSON.stringify(traffic), { mode: 0o600 });
}
