import type { PacingRecord, RoundOfLoad } from '../record/load-round.ts';
import type { PreparedTraffic } from './traffic.ts';

/** One round of load that a driver is asked for. */
export interface DriverRequest {
  /** The API, without a slash at its end. */
  readonly url: string;
  /** The requests, and what is asked for where this says nothing else. */
  readonly traffic: PreparedTraffic;
  /** The same traffic as a file, for programs of their own. */
  readonly file: string;
  readonly pacing?: PacingRecord;
  /** Of counted load. */
  readonly seconds?: number;
  /** Index of the request that the round begins with: both sides of a pair get the same. */
  readonly offset?: number;
  readonly signal?: AbortSignal;
  /** Told the process that makes the load, as soon as there is one. */
  readonly onStart?: (pid: number) => void;
}

/**
 * Something that makes load: k6, autocannon, or a stranger's tool.
 *
 * @throws BenchError `generator-failed`; the signal's reason where it was aborted. Nothing is left running.
 */
export type LoadDriver = (request: DriverRequest) => Promise<RoundOfLoad>;

/** A round as it is to be, with everything that a request leaves open taken from the traffic. */
export function planned(request: DriverRequest): {
  readonly pacing: PacingRecord;
  readonly seconds: number;
  readonly settle: number;
  readonly offset: number;
} {
  const { traffic } = request;
  return {
    pacing: request.pacing ?? traffic.pacing,
    seconds: request.seconds ?? traffic.seconds,
    settle: traffic.settle,
    offset: request.offset ?? 0,
  };
}
