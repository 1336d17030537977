import type { Database } from '../../scenarios/api/database.ts';

const neverAsked = () => Promise.reject(new Error('not asked for'));

/** Surroundings in which a look at the clock takes a tick, and whatever is waited for or asked is written down. */
export function surroundings(seed = 'a seed') {
  let ticks = 0;
  const waits: number[] = [];
  const asked: string[] = [];
  const db: Database = {
    query: async ({ text }) => {
      asked.push(text);
      return [];
    },
    transaction: neverAsked,
  };
  return {
    db,
    waits,
    asked,
    now: () => (ticks += 1),
    pass: (more: number) => (ticks += more),
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
    seed,
  };
}
