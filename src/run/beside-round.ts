import type { DriverName } from '../suite/scenario.ts';

/**
 * What a round of load takes beside the load, in seconds, as it was seen on two cores: a process that begins and ends, and
 * an API that comes to rest.
 */
export const besideRound = { k6: 1, autocannon: 0.3 } satisfies Record<DriverName, number>;
