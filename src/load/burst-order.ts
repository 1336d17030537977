import type { Burst } from '../record/gate.ts';

/** A burst of requests of one route, as the process that makes them is asked for it. */
export interface BurstOrder {
  /** The API, without a slash at its end. */
  readonly url: string;
  /** The traffic's file. */
  readonly file: string;
  /** Index of the route in it. */
  readonly route: number;
  /** Index, among the route's requests, of the first that is sent; after the last comes the first. */
  readonly offset: number;
  readonly count: number;
  /** Each sends its next request when it has the answer to the one before. */
  readonly connections: number;
}

/** What it answers. */
export interface BurstAnswer {
  readonly burst: Burst;
  /** CPU that making it took, in cores. */
  readonly cpu: number;
}

export type BurstMessage =
  | { readonly kind: 'burst'; readonly id: number; readonly order: BurstOrder }
  /** The connections to an API are closed: it is about to stop. */
  | { readonly kind: 'forget'; readonly id: number; readonly url: string };

export type BurstReply =
  | { readonly id: number; readonly answer: BurstAnswer | null }
  | { readonly id: number; readonly trouble: string };
