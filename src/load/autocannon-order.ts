import { z } from 'zod';
import { traffic } from '../record/load-round.ts';

/** What the process that makes closed load is asked for, as JSON in its first argument. */
export interface AutocannonOrder {
  readonly url: string;
  /** The traffic's file. */
  readonly file: string;
  readonly connections: number;
  readonly seconds: number;
  readonly settle: number;
  readonly offset: number;
}

/** What it says at its end, as JSON on stdout. */
export const autocannonReport = z.object({
  /** Of autocannon. */
  version: z.string(),
  traffic,
  /** CPU per second while load was counted, in cores. */
  cpu: z.number().nonnegative(),
});
export type AutocannonReport = z.infer<typeof autocannonReport>;
