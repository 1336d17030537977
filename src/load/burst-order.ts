import type { Burst } from '../record/gate.ts';

/** A pair of bursts on one route of two APIs, as the process that makes them is asked for it. */
export interface PairOrder {
  /** The APIs, without a slash at their ends; the base's is null where the head is loaded alone. */
  readonly urls: { readonly base: string | null; readonly head: string };
  /** The traffic's file. */
  readonly file: string;
  /** Index of the route in it. */
  readonly route: number;
  /** Index, among the route's requests, of the first that is sent; after the last comes the first. */
  readonly offset: number;
  /** Of requests to each side. */
  readonly count: number;
  /** To each side. */
  readonly connections: number;
  /** Of the coin that decides who comes first in each turn. */
  readonly seed: number;
}

/** What it answers. */
export interface PairAnswer {
  /** null of a side that is not there. */
  readonly base: Burst | null;
  readonly head: Burst;
  /** CPU that making them took, in cores. */
  readonly cpu: number;
}

export type BurstMessage =
  | { readonly kind: 'pair'; readonly id: number; readonly order: PairOrder }
  /** The connections to an API are closed: it is about to stop. */
  | { readonly kind: 'forget'; readonly id: number; readonly url: string };

export type BurstReply =
  | { readonly id: number; readonly answer: PairAnswer | null }
  | { readonly id: number; readonly trouble: string };
