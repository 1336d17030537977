import { cacheFolder } from '../../../src/database/cache.ts';
import { findK6, type K6 } from '../../../src/load/find-k6.ts';

const found = await findK6({ cache: cacheFolder(process.env), env: process.env });

/** The real k6 of this machine; null where there is none. */
export const k6: K6 | null = found.found ? found.k6 : null;

/** Said in the name of what is skipped without it. */
export const withoutK6 = found.found ? '' : ` (skipped: ${found.why.join(', ')})`;
