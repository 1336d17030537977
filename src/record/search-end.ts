/** How near to the knee `bench capacity` searches, as a part of the rate; `bench compare` has less time for it. */
export const usualPrecision = 0.05;

/** No rate is measured for longer than for this part of a search. */
export const mostOfSearch = 1 / 4;

/** Why a search for the capacity ended that had no time left. */
export function outOfTime(seconds: number): string {
  return `the time of ${Math.round(seconds)} s was over`;
}

/** The seconds that a search had which ended for that; null where it ended otherwise. */
export function timeThatEnded(ended: string | null): number | null {
  const [, seconds] = /^the time of (\d+) s was over$/.exec(ended ?? '') ?? [];
  return seconds === undefined ? null : Number(seconds);
}
