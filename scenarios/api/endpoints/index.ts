import type { Endpoint } from '../endpoint.ts';
import { applicationEndpoints } from './applications.ts';
import { jobEndpoints } from './jobs.ts';
import { overviewEndpoints } from './overview.ts';

/** The contract, in the order in which its description lists it. */
export const endpoints: readonly Endpoint[] = [
  ...jobEndpoints,
  ...applicationEndpoints,
  ...overviewEndpoints,
];
