import { z } from 'zod';

/** How timing was laid out, so that the judgement can be made again from the record. */
export const schedule = z.object({
  /** Rounds after which the results are looked at; the last is the most that are taken. */
  looks: z.array(z.number().int().positive()).min(1),
  /** Chance of a wrong "better" or "worse" over all the looks, two-sided. */
  alpha: z.number().positive(),
  /** How that chance is spread over the looks (Lan & DeMets): hardly any of it at early ones, or about as much at each. */
  spending: z.enum(['obrien-fleming', 'pocock']),
  /**
   * A parameter class that has been timed for longer, in seconds, goes no further than the look that it is at, whether
   * or not the answer is open; null where that was not limited, absent in records of before it was kept.
   */
  patience: z.number().nonnegative().nullable().optional(),
});
export type Schedule = z.infer<typeof schedule>;

/** The most rounds that a run can be asked for. */
export const mostRounds = 200;
